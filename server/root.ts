import { findPackageJSON } from 'node:module'
import { dirname } from 'node:path'

/** The project's folder, whether the server runs from its sources or as it was built. */
export const ROOT = dirname(findPackageJSON(import.meta.url) ?? '.')
