import {
  isArray,
  isDict,
  isRef,
  isStream,
  nameOf,
  type PdfDict,
  type PdfFile,
  PdfReadError,
  type PdfValue,
} from './reader/index.ts';

/** What lets a file show other things than stand in it. */
export type Contents = {
  /** ISO 32000-2 12.6.4.17, 12.7.8: scripts, or a form that makes its pages anew. */
  readonly scripts: boolean;
  /** 7.3.8, 8.10.4, 14.11.7: a stream whose octets are elsewhere, a page of another file, a picture to be put in its place; also where that could not be found out. */
  readonly outside: boolean;
};

/** Looks through everything that the newest trailer leads to, at the cost of what is left of the file's budget. */
export function contentsOf({ at, revisions }: PdfFile): Contents {
  const view = at(revisions.length - 1);
  const seen = new Set<number>();
  let [scripts, outside] = [false, false];
  const look = (dict: PdfDict, inStream: boolean): void => {
    const { entries } = dict;
    scripts ||=
      ['JS', 'JavaScript', 'XFA'].some((key) => entries.has(key)) || nameOf(entries.get('S')) === 'JavaScript';
    outside ||= inStream && (entries.has('F') || entries.has('Ref') || entries.has('OPI'));
  };
  try {
    const open: PdfValue[] = [view.trailer];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      view.spend(1);
      if (isRef(next)) {
        if (seen.has(next.number)) continue;
        seen.add(next.number);
        open.push(view.object(next));
      } else if (isArray(next)) for (const item of next.items) open.push(item);
      else if (isDict(next) || isStream(next)) {
        const dict = isStream(next) ? next.dict : next;
        look(dict, isStream(next));
        for (const value of dict.entries.values()) open.push(value);
      }
    }
  } catch (error) {
    if (!(error instanceof PdfReadError)) throw error;
    outside = true;
  }
  return { scripts, outside };
}
