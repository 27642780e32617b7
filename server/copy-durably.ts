import { copyFile, open } from 'node:fs/promises'

/** The copy is on the disk when it settles; its name is once its folder was synced too. */
export async function copyDurably(from: string, to: string): Promise<void> {
  await copyFile(from, to)
  const file = await open(to, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
