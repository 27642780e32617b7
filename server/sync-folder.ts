import { open } from 'node:fs/promises'

/** A new name lasts once its folder is on the disk. Windows keeps it by itself and cannot open a folder. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
