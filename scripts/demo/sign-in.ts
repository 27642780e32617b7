import type { z } from 'zod'

export type Owner = {
  /** Calls the REST API and parses what comes back. */
  call<T>(answer: z.ZodType<T>, method: string, path: string, body?: object): Promise<T>
}

/** As the dashboard does it: a password for a cookie. */
export async function signIn(url: string, account: { username: string; password: string }): Promise<Owner> {
  const entered = await send('POST', `${url}/api/auth/login`, account)
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return {
    call: async (answer, method, path, body) =>
      answer.parse(await (await send(method, url + path, body, cookie)).json().catch(() => undefined)),
  }
}

async function send(method: string, url: string, body?: object, cookie = ''): Promise<Response> {
  const isForm = body instanceof FormData
  const response = await fetch(url, {
    method,
    headers: { Cookie: cookie, ...(body && !isForm && { 'Content-Type': 'application/json' }) },
    ...(body && { body: isForm ? body : JSON.stringify(body) }),
  })
  if (response.ok) return response
  throw new Error(`${method} ${new URL(url).pathname} answered ${response.status}: ${await response.text()}`)
}
