import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const DEPLOY = fileURLToPath(new URL('../../deploy', import.meta.url))
export const HOST = 'chat.example.com'
const START_MS = 10_000

/** A way to the product; without `tls` it is the way past every proxy. */
export type Way = { name: string; port: number; tls: { ca: Buffer } | undefined }
export type Proxy = Way & { httpPort: number; close(): Promise<void> }
export type Certificate = { cert: string; key: string }

export function makeCertificate(folder: string): Certificate {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const names = ['-subj', `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`]
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-days', '2', '-nodes']
  execFileSync('openssl', ['req', '-x509', ...made, ...names, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  return { cert, key }
}

/** deploy/nginx.conf as it is but for ports and certificate. `extra` goes into its location. */
export async function openNginx(
  folder: string,
  upstream: number,
  certificate: Certificate,
  extra = '',
): Promise<Proxy> {
  const home = join(folder, `nginx-${upstream}-${extra.length}`)
  mkdirSync(home)
  const [port, httpPort] = await Promise.all([findPort(), findPort()])
  const site = readFileSync(join(DEPLOY, 'nginx.conf'), 'utf8')
    .replace(/ *listen \[::\].*\n/g, '')
    .replace('listen 443 ', `listen 127.0.0.1:${port} `)
    .replace('listen 80;', `listen 127.0.0.1:${httpPort};`)
    .replace(/ssl_certificate .*/, `ssl_certificate ${certificate.cert};`)
    .replace(/ssl_certificate_key .*/, `ssl_certificate_key ${certificate.key};`)
    .replace('127.0.0.1:8000', `127.0.0.1:${upstream}`)
    .replace('proxy_buffering off;', extra || 'proxy_buffering off;')
  writeFileSync(join(home, 'site.conf'), site)
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${home}/${kind};`)
  const main = [
    ...(process.getuid?.() === 0 ? ['user root;'] : []),
    `daemon off; pid ${home}/pid; error_log ${home}/error.log; events {}`,
    `http { access_log off; ${paths.join(' ')} include ${home}/site.conf; }`,
  ]
  writeFileSync(join(home, 'nginx.conf'), main.join('\n'))
  const child = spawn('nginx', ['-c', join(home, 'nginx.conf'), '-e', join(home, 'error.log')], { stdio: 'inherit' })
  return opened({ name: 'nginx', port, httpPort, tls: { ca: readFileSync(certificate.cert) } }, child)
}

/** deploy/Caddyfile as it is but for ports and certificate. */
export async function openCaddy(folder: string, upstream: number, certificate: Certificate): Promise<Proxy> {
  const [port, httpPort] = await Promise.all([findPort(), findPort()])
  const site = readFileSync(join(DEPLOY, 'Caddyfile'), 'utf8')
    .replace(`${HOST} {`, `${HOST} {\n\ttls ${certificate.cert} ${certificate.key}`)
    .replace('127.0.0.1:8000', `127.0.0.1:${upstream}`)
  const file = join(folder, 'Caddyfile')
  writeFileSync(
    file,
    `{\n\tadmin off\n\thttp_port ${httpPort}\n\thttps_port ${port}\n\tdefault_bind 127.0.0.1\n}\n${site}`,
  )
  const env = { PATH: process.env['PATH'], HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
  const child = spawn('caddy', ['run', '--config', file, '--adapter', 'caddyfile'], { env, stdio: 'ignore' })
  return opened({ name: 'Caddy', port, httpPort, tls: { ca: readFileSync(certificate.cert) } }, child)
}

async function opened(way: Way & { httpPort: number }, child: ChildProcess): Promise<Proxy> {
  const exited = once(child, 'exit')
  const deadline = performance.now() + START_MS
  while (!(await isListening(way.port))) {
    if (child.exitCode !== null || performance.now() > deadline) throw new Error(`${way.name} did not start.`)
    await wait(50)
  }
  return {
    ...way,
    async close() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })

async function findPort(): Promise<number> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No free port.')
  return address.port
}
