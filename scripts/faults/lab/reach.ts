import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setUpAdmin } from '#server/testing/admin-client.ts'
import { startFrontdesk } from '#server/testing/start-frontdesk.ts'
import type { Finding } from '../drill.ts'
import { openCanaries } from './canaries.ts'
import { hostsOf, readCases } from './cases.ts'
import { openNameServer } from './name-server.ts'
import { openVisits } from './visit.ts'
import * as scenes from './reach-scenes.ts'

// Runs inside the laboratory's network and prints one finding a line.

const PORTS = [
  22, 25, 80, 443, 2375, 2379, 3000, 3128, 3306, 5432, 6379, 8080, 8443, 9001, 9200, 11111, 11211, 12346, 12456,
]
const PROXY = 'http://10.99.99.99:3128'

const [folder = '', data = ''] = process.argv.slice(2)
const { cases, chains } = readCases(data)
const names = await openNameServer()
const hosts = [...hostsOf([...cases, ...chains]), 'busy.example', 'turning.example']
const canaries = await openCanaries(PORTS, makeCertificate([...new Set(hosts)]))
const environment = {
  NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem'),
  ADMIN_PER_IP: '1000000',
  NODE_USE_ENV_PROXY: '1',
  HTTP_PROXY: PROXY,
  HTTPS_PROXY: PROXY,
  http_proxy: PROXY,
  https_proxy: PROXY,
}

const frontdesk = await startFrontdesk(environment, join(folder, 'guarded'))
const owner = await setUpAdmin(frontdesk.url, frontdesk.setupUrl)
const visits = openVisits({ owner, names, canaries, bot: await owner.createBot({ name: 'Reader' }) })
for await (const finding of scenes.play(visits, cases, chains)) print(finding)
await frontdesk.stop('SIGKILL')

// Without its guard the same product must be seen where it must not be; else nothing above shows anything.
const open = await startFrontdesk({ ...environment, ALLOW_PRIVATE_URLS: 'true' }, join(folder, 'open'))
const stranger = await setUpAdmin(open.url, open.setupUrl)
const unguarded = openVisits({ owner: stranger, names, canaries, bot: await stranger.createBot({ name: 'Reader' }) })
print(await scenes.playWithoutGuard(unguarded, cases))
await open.stop('SIGKILL')
process.exit(0)

function print(finding: Finding): void {
  console.log(JSON.stringify(finding))
}

function makeCertificate(hosts: string[]): { key: Buffer; cert: Buffer } {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const subjects = hosts.filter((host) => /^[\w.-]+$/.test(host)).map((host) => `DNS:${host}`)
  const args = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=lab'.split(' ')
  args.push('-keyout', key, '-out', cert, '-addext', `subjectAltName=${subjects.join()}`)
  execFileSync('openssl', args, { stdio: 'ignore' })
  return { key: readFileSync(key), cert: readFileSync(cert) }
}
