import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const IS_TEXT = /\.(html|js|css|svg|json|webmanifest|txt)$/

/** As small as brotli and gzip can, under the endings that the server looks for. */
export const compress = (plain: string | Uint8Array): { br: Buffer; gz: Buffer } => ({
  br: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
  gz: gzipSync(plain, { level: constants.Z_BEST_COMPRESSION }),
})

/** Puts `name.br` and `name.gz` beside each text of a build, so that no start has to compress. */
export const precompress: Plugin = {
  name: 'precompress',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (!IS_TEXT.test(file.fileName)) continue
        const compressed = compress(file.type === 'chunk' ? file.code : file.source)
        for (const [ending, source] of Object.entries(compressed)) {
          this.emitFile({ type: 'asset', fileName: `${file.fileName}.${ending}`, source })
        }
      }
    },
  },
}
