import { Type } from 'typebox';
import type { Refusal } from '../refusal.ts';
import type { Lang, Text3 } from '../text.ts';

/** What a citation shows in an answer; made by the law module, injected, so that the platform knows no law. */
export type CitationView = {
  readonly id: string;
  readonly act: Text3;
  readonly article: Text3;
  readonly text: Text3;
  readonly source: string;
};
export type Cite = (id: string) => CitationView | undefined;

const text3 = Type.Object({ ky: Type.String(), ru: Type.String(), en: Type.String() });

/** RFC 9457 problem details, with the refusal's code, norm and the sentence in all three languages. */
export const problemSchema = Type.Object(
  {
    type: Type.String({ description: 'A page that explains the code' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'The sentence in the asked language' }),
    code: Type.String(),
    field: Type.Optional(Type.String()),
    texts: text3,
    citations: Type.Array(
      Type.Object({ id: Type.String(), act: text3, article: text3, text: text3, source: Type.String() }),
    ),
    details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    traceId: Type.Optional(Type.String()),
  },
  { $id: 'Problem', additionalProperties: false },
);

export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  field?: string;
  texts: Text3;
  citations: CitationView[];
  details?: Record<string, unknown>;
  traceId?: string;
};

/** Renders a refusal as a problem document: the one place where it happens. */
export function toProblem(refusal: Refusal, lang: Lang, cite: Cite, traceId?: string): Problem {
  const status = refusal.status ?? 422;
  return {
    type: `/problems/${refusal.code}`,
    title: titles[status]?.[lang] ?? titles[422]![lang],
    status,
    detail: refusal.text[lang],
    code: refusal.code,
    ...(refusal.field === undefined ? {} : { field: refusal.field }),
    texts: { ky: refusal.text.ky, ru: refusal.text.ru, en: refusal.text.en },
    citations: refusal.law.map(cite).filter((view) => view !== undefined),
    ...(refusal.details === undefined ? {} : { details: { ...refusal.details } }),
    ...(traceId === undefined ? {} : { traceId }),
  };
}

const titles: Readonly<Record<number, Text3>> = {
  400: { ky: 'Суроо-талап туура эмес', ru: 'Неверный запрос', en: 'Bad request' },
  401: { ky: 'Кирүү керек', ru: 'Требуется вход', en: 'Sign-in required' },
  403: { ky: 'Уруксат жок', ru: 'Нет доступа', en: 'Not allowed' },
  404: { ky: 'Табылган жок', ru: 'Не найдено', en: 'Not found' },
  409: {
    ky: 'Азыркы абалга карама-каршы',
    ru: 'Противоречит текущему состоянию',
    en: 'In conflict with the current state',
  },
  413: { ky: 'Өтө чоң', ru: 'Слишком большой объём', en: 'Too large' },
  415: { ky: 'Форматы колдоого алынбайт', ru: 'Формат не поддерживается', en: 'Unsupported format' },
  422: { ky: 'Баш тартылды', ru: 'Отказ', en: 'Refused' },
  429: { ky: 'Өтө көп аракет', ru: 'Слишком много попыток', en: 'Too many attempts' },
  500: { ky: 'Ички ката', ru: 'Внутренняя ошибка', en: 'Internal fault' },
  503: { ky: 'Убактылуу жеткиликсиз', ru: 'Временно недоступно', en: 'Temporarily unavailable' },
};
