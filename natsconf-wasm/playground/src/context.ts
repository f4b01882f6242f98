// Where in a configuration a place stands: the names of the blocks around it. This follows braces and keys only, so that
// it also answers in the middle of typing.

/** The names from the top to a place, `[]` for an item of a list. */
export interface Context {
  path: string[];
  /** The key whose value the place stands in, if it is a value. */
  key?: string;
}

const TOKEN = /#[^\n]*|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"?|'[^'\n]*'?|[{}\[\]]|[:=]|[,;\n]|[^\s{}\[\],;:="'#]+/g;

/** The context of a place. */
export function contextAt(text: string, at: number): Context {
  const open: string[][] = [];
  let key: string | undefined;
  let assigned = false;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (index + token.length > at || (index + token.length === at && isWord(token))) break;
    if (token === "{" || token === "[") {
      open.push(segments(open, key, token));
      [key, assigned] = [undefined, false];
    } else if (token === "}" || token === "]") {
      open.pop();
      [key, assigned] = [undefined, false];
    } else if (token === ":" || token === "=") {
      // In a URL without quotes, it is a part of the value.
      assigned = key !== undefined;
    } else if (/^[,;\n]$/.test(token)) {
      if (token !== "\n" || assigned) [key, assigned] = [undefined, false];
    } else if (isWord(token) && !assigned) {
      if (key !== undefined) assigned = true;
      else key = unquoted(token);
    }
  }
  return { path: open.flat(), key };
}

/** What opening a bracket adds to the path. */
function segments(open: string[][], key: string | undefined, bracket: string): string[] {
  const name = key === undefined ? [] : [key];
  return bracket === "[" ? [...name, "[]"] : open.length > 0 || name.length > 0 ? name : [];
}

/** The word at a place, if there is one, with its range. */
export function wordAt(text: string, at: number): { from: number; to: number; word: string } | undefined {
  const line = { from: text.lastIndexOf("\n", at - 1) + 1, to: (text.indexOf("\n", at) + 1 || text.length + 1) - 1 };
  for (const { 0: word, index } of text.slice(line.from, line.to).matchAll(/[\w$.-]+/g)) {
    const [from, to] = [line.from + index, line.from + index + word.length];
    if (from <= at && at <= to) return { from, to, word };
  }
  return undefined;
}

function isWord(token: string): boolean {
  return !/^(?:[{}\[\]:=,;\n]|#|\/\/)/.test(token);
}

function unquoted(token: string): string {
  return token.replaceAll(/^["']|["']$/g, "");
}
