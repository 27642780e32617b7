const state = document.getElementById('state')
const paths = document.getElementById('paths')

function element(name, className, ...children) {
  const made = document.createElement(name)
  if (className) made.className = className
  made.append(...children)
  return made
}

/** A JSON schema as a person would write it down: `{ name: string, remember?: boolean }`. */
function toWords(schema, description, indent = '') {
  if (!schema) return 'nothing'
  if (schema.$ref) return toWords(find(description, schema.$ref), description, indent)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map((choice) => toWords(choice, description, indent)).join(' or ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ')
  if (schema.type === 'array') return `list of ${toWords(schema.items, description, indent)}`
  if (schema.properties) {
    const required = new Set(schema.required)
    const lines = Object.entries(schema.properties).map(
      ([name, value]) =>
        `${indent}  ${name}${required.has(name) ? '' : '?'}: ${toWords(value, description, `${indent}  `)}`,
    )
    return `{\n${lines.join('\n')}\n${indent}}`
  }
  return [schema.type ?? 'anything'].flat().join(' or ')
}

const find = (description, reference) =>
  reference
    .replace(/^#\//, '')
    .split('/')
    .reduce((part, name) => part?.[name], description)

const schemaOf = (content) => Object.values(content ?? {})[0]?.schema

function showOperation(path, method, operation, description) {
  const body = element('div', 'body')
  const parameters = operation.parameters ?? []
  if (operation.description) body.append(element('p', '', operation.description))
  if (parameters.length > 0) {
    const lines = parameters.map(({ name, in: place, schema }) => `${name} (${place}): ${toWords(schema, description)}`)
    body.append(element('h3', '', 'Parameters'), element('pre', '', lines.join('\n')))
  }
  if (operation.requestBody) {
    const schema = schemaOf(operation.requestBody.content)
    body.append(element('h3', '', 'Body'), element('pre', '', toWords(schema, description)))
  }
  for (const [status, answer] of Object.entries(operation.responses ?? {})) {
    const schema = schemaOf(answer.content)
    body.append(element('h3', '', `Answer ${status}`))
    body.append(schema ? element('pre', '', toWords(schema, description)) : element('p', '', answer.description ?? ''))
  }
  const summary = element(
    'summary',
    '',
    element('span', 'method', method.toUpperCase()),
    element('span', 'path', path),
    element('span', 'summary', operation.summary ?? ''),
  )
  return element('details', '', summary, body)
}

function show(description) {
  const groups = new Map()
  for (const [path, operations] of Object.entries(description.paths ?? {})) {
    for (const [method, operation] of Object.entries(operations)) {
      const group = operation.tags?.[0] ?? path.split('/')[2] ?? ''
      if (!groups.has(group)) groups.set(group, [])
      groups.get(group).push(showOperation(path, method, operation, description))
    }
  }
  for (const [group, operations] of groups) {
    paths.append(element('h2', '', group.charAt(0).toUpperCase() + group.slice(1)), ...operations)
  }
  state.remove()
}

try {
  const answer = await fetch('/api/openapi.json')
  if (answer.status === 401) throw new Error('Sign in to the dashboard first, then reload this page.')
  if (!answer.ok) throw new Error(`The description could not be read (${answer.status}). Reload this page.`)
  show(await answer.json())
} catch (error) {
  state.textContent = error.message
}
