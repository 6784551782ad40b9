import pg from 'pg';

const parse = pg.types.getTypeParser(1009 as never, 'text') as (text: string) => string[];
const most = 5_000;
const known = new Map<string, readonly string[]>();

/** A `text[]` that was read as it prints (`column::text`). The same text is taken apart once; the result is shared, so it is not to be changed. */
export function textArray(printed: string): readonly string[] {
  let list = known.get(printed);
  if (list === undefined) {
    list = Object.freeze(parse(printed));
    if (known.size >= most) known.clear();
    known.set(printed, list);
  }
  return list;
}
