import type { Holder } from '../../holders/index.ts';
import type { Lang, Text3 } from '../../platform/text.ts';
import type { PurposeBody } from './purpose.ts';

/** CP-5, PD-9.3: what the subject is acquainted with before giving anything. One language, one audience, fixed bytes. */
export type Notice = {
  readonly format: 'makulduk/notice/1';
  readonly lang: Lang;
  readonly audience: 'adult' | 'child';
  readonly holder: {
    readonly name: string;
    readonly location: string;
    readonly phone: string | null;
    readonly email: string | null;
    readonly website: string | null;
  };
  readonly purpose: string;
  /** PD-18.3: in the child's notice, before everything else. */
  readonly plainWords: string | null;
  readonly ground: string;
  readonly data: readonly {
    readonly code: string;
    readonly text: string;
    readonly required: boolean;
    readonly special: boolean;
    readonly why: string;
  }[];
  readonly actions: readonly string[];
  readonly methods: string;
  readonly processors: readonly string[];
  readonly thirdPartyTransfer: { readonly possible: boolean; readonly recipients: readonly string[] };
  readonly crossBorder: readonly string[];
  readonly publicDistribution: string | null;
  readonly otherUse: string | null;
  readonly term: string;
  readonly storage: string | null;
  readonly service: string | null;
  readonly extra: readonly { readonly label: string; readonly value: string }[];
};

export type NoticeWords = {
  groundText(body: PurposeBody, lang: Lang, basis: Text3 | null): string;
  actionText(code: string, lang: Lang): string;
  termText(body: PurposeBody, lang: Lang): string;
};

/** Builds the notice from a published purpose version. Pure: the same version gives the same bytes. */
export function buildNotice(
  holder: Holder,
  body: PurposeBody,
  lang: Lang,
  audience: 'adult' | 'child',
  words: NoticeWords,
  basis: Text3 | null,
): Notice {
  const { contacts } = holder.body;
  return {
    format: 'makulduk/notice/1',
    lang,
    audience,
    holder: {
      name: holder.body.name[lang],
      location: holder.body.address![lang],
      phone: contacts.phone,
      email: contacts.email,
      website: contacts.website,
    },
    purpose: body.text[lang],
    plainWords: audience === 'child' ? body.childText![lang] : null,
    ground: words.groundText(body, lang, basis),
    data: body.categories.map((category) => ({
      code: category.code,
      text: category.text[lang],
      required: category.required,
      special: category.special !== null,
      why: category.necessity[lang],
    })),
    actions: body.actions.map((code) => words.actionText(code, lang)),
    methods: body.methods!.text[lang],
    processors: body.processors!.map((one) => [one.name[lang], one.address?.[lang]].filter(Boolean).join(', ')),
    thirdPartyTransfer: {
      possible: body.recipients!.length > 0,
      recipients: body.recipients!.map((one) => one.name[lang]),
    },
    crossBorder: body.crossBorder!.map((place) => place.name[lang]),
    publicDistribution: body.publicDistribution!.planned ? (body.publicDistribution!.where?.[lang] ?? '') : null,
    otherUse: body.otherUse!.possible ? body.otherUse!.text![lang] : null,
    term: words.termText(body, lang),
    storage: body.service.storage?.text[lang] ?? body.storageTerm?.text[lang] ?? null,
    service: body.service.name?.[lang] ?? null,
    extra: body.extra.map(({ label, value }) => ({ label: label[lang], value: value[lang] })),
  };
}
