export interface Used {
  file: string
  key: string
  /** The rest of the key is made when the page runs: `refusal.${code}`. */
  isPrefix: boolean
}

/** `t('a.b')`, `tm("a.b")`, `te(\`a.${b}\`)`, and the second of two choices in one call: `t(x ? 'a.b' : 'a.c')`. */
const Call = /(?<![\w$.])(?:t|tm|te)\(([^()]*(?:\([^()]*\)[^()]*)*)/g
const Key = /(?<![\w.\]])(['"`])([a-z]\w*(?:\.[\w-]+)*\.)(\$\{|[\w-]+\1)/gi

/** The area whose words a file may use besides the common ones: that of its folder. */
export const areaOf = (file: string): string =>
  /\/pages\/(\w+)\//.exec(file)?.[1] ?? /\/src\/(widget)\//.exec(file)?.[1] ?? /\/components\/(attachments|notes|signIn)\//.exec(file)?.[1] ?? ''

const sources = import.meta.glob<string>('../src/**/*.{vue,ts}', { eager: true, query: '?raw', import: 'default' })

/** Every key of the words that stands in a source file. */
export const keysUsed = (): Used[] => Object.entries(sources).flatMap(([file, text]) =>
  [...text.matchAll(Call)].flatMap((call) => keysIn(call[1]!).map((used) => ({ file, ...used }))))

function keysIn(args: string): Omit<Used, 'file'>[] {
  return [...args.matchAll(Key)].map(([, quote, path, rest]) => rest === '${'
    ? { key: path!.slice(0, -1), isPrefix: true }
    : { key: path! + rest!.slice(0, -quote!.length), isPrefix: false })
}
