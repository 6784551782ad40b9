import type { TObject } from 'typebox';
import {
  checkbox,
  type Content,
  dateInput,
  type FieldError,
  errorFor,
  fieldset,
  html,
  type Html,
  radios,
  textarea,
  textInput,
} from '../platform/html/index.ts';
import type { Lang } from '../platform/text.ts';
import type { Data, ProcedureTexts } from './types.ts';

// A form from what an act asks, and the answer back from the form. What is read follows the schema, never the names that were sent.

type Node = {
  type?: string;
  format?: string;
  enum?: readonly string[];
  const?: string;
  properties?: Record<string, Node>;
  required?: readonly string[];
  items?: Node;
  maxLength?: number;
};
type Sent = Readonly<Record<string, unknown>>;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
/** Rows of a list shown to fill in; blank ones are left out. */
const rows = 3;

export type FormContext = {
  readonly lang: Lang;
  readonly texts: ProcedureTexts;
  readonly sent?: Sent | undefined;
  readonly errors?: readonly FieldError[];
};

/** The fields of a form. Names are paths: `named.0.contract`. */
export const fieldsOf = (ask: TObject, context: FormContext): Html => html`${members(ask as Node, '', '', context)}`;

const members = (node: Node, name: string, key: string, c: FormContext): Html[] =>
  Object.entries(node.properties ?? {}).map(([member, inner]) =>
    control(
      inner,
      name === '' ? member : `${name}.${member}`,
      key === '' ? member : `${key}/${member}`,
      !(node.required ?? []).includes(member),
      c,
    ),
  );

function control(node: Node, name: string, key: string, optional: boolean, c: FormContext): Html {
  const label = c.texts.fields[key]?.[c.lang] ?? key;
  const value = typeof c.sent?.[name] === 'string' ? (c.sent[name] as string) : undefined;
  const error: Content | undefined = errorFor(c.errors ?? [], name);
  const field = { lang: c.lang, name, label, optional, error };
  if (node.const !== undefined) return html`<input type="hidden" name="${name}" value="${node.const}">`;
  if (node.enum)
    return radios({
      ...field,
      value,
      items: node.enum.map((one) => ({ value: one, text: c.texts.fields[`${key}=${one}`]?.[c.lang] ?? one })),
    });
  if (node.type === 'object') return fieldset({ legend: label, group: true }, members(node, name, key, c));
  if (node.type === 'array')
    return fieldset(
      { legend: label, group: true },
      Array.from({ length: rows }, (_, i) => item(node.items!, `${name}.${i}`, key, `${label} ${i + 1}`, c)),
    );
  if (node.type === 'boolean') return checkbox({ lang: c.lang, name, text: label, error, checked: value === 'yes' });
  if (node.format === 'date') {
    const part = (which: string): string => textOf(c.sent?.[`${name}-${which}`]);
    return dateInput({ ...field, value: { day: part('day'), month: part('month'), year: part('year') } });
  }
  const long = (node.maxLength ?? 0) > 500;
  return long
    ? textarea({ ...field, value, limit: node.maxLength! })
    : textInput({ ...field, value, ...(node.type === 'integer' ? { inputmode: 'numeric' } : {}) });
}

const item = (node: Node, name: string, key: string, label: string, c: FormContext): Html =>
  node.type === 'object'
    ? fieldset({ legend: label, group: true }, members(node, name, key, c))
    : control(node, name, key, true, {
        ...c,
        texts: { ...c.texts, fields: { [key]: { ky: label, ru: label, en: label } } },
      });

/** Reads the answer to `ask` out of what a form sent. The engine checks it afterwards like any other. */
export const formToData = (ask: TObject, sent: Sent): Data => (read(ask as Node, '', sent) ?? {}) as Data;

function read(node: Node, name: string, sent: Sent): unknown {
  if (node.type === 'object') {
    const found = Object.entries(node.properties ?? {})
      .map(([member, inner]) => [member, read(inner, name === '' ? member : `${name}.${member}`, sent)] as const)
      .filter(([, value]) => value !== undefined);
    return found.length === 0 && name !== '' ? undefined : Object.fromEntries(found);
  }
  if (node.type === 'array')
    return Array.from({ length: rows }, (_, i) => read(node.items!, `${name}.${i}`, sent)).filter(
      (one) => one !== undefined,
    );
  if (node.type === 'boolean') return sent[name] === 'yes';
  if (node.format === 'date') {
    const [year = '', month = '', day = ''] = ['year', 'month', 'day'].map((part) =>
      textOf(sent[`${name}-${part}`]).trim(),
    );
    return year + month + day === '' ? undefined : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  }
  const text = textOf(sent[name]).trim();
  if (text === '') return undefined;
  return node.type === 'integer' && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

/** Every label a form needs, by its key: fields, members of fields, values to choose from. */
export function labelKeys(ask: TObject): string[] {
  const walk = (node: Node, key: string): string[] => {
    if (node.type === 'array') return node.items!.type === 'object' ? walk(node.items!, key) : [];
    if (node.type === 'object')
      return Object.entries(node.properties ?? {}).flatMap(([m, inner]) => [
        key === '' ? m : `${key}/${m}`,
        ...walk(inner, key === '' ? m : `${key}/${m}`),
      ]);
    return (node.enum ?? []).map((one) => `${key}=${one}`);
  };
  return walk(ask as Node, '');
}
