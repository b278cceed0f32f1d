// Turns AsciiDoc into HTML: one JSON text a line on stdin, one JSON answer a line on stdout.
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import path from 'node:path'

const answer = (value) => process.stdout.write(JSON.stringify(value) + '\n')

async function find () {
  const require = createRequire(path.join(process.cwd(), 'package.json'))
  const found = await import(pathToFileURL(require.resolve('asciidoctor')))
  return found.convert ? found : found.default() // version 4, or the ones before it
}

let asciidoctor
try {
  asciidoctor = await find()
} catch (error) {
  answer({ missing: error.code === 'MODULE_NOT_FOUND', problem: String(error.message ?? error) })
  process.exit(1)
}
asciidoctor.LoggerManager?.setLogger?.(asciidoctor.NullLogger.create?.() ?? new asciidoctor.NullLogger())
answer({ ready: true })

for await (const line of createInterface({ input: process.stdin })) {
  const { text, folder, attributes } = JSON.parse(line)
  try {
    const options = { safe: 'safe', base_dir: path.resolve(folder), attributes }
    answer({ html: await asciidoctor.convert(text, options) })
  } catch (error) {
    answer({ problem: String(error.message ?? error) })
  }
}
