import { hashOf } from '../record/index.ts';
import type { Refusal } from '../platform/refusal.ts';
import { type Lang, langs, type Text3 } from '../platform/text.ts';
import type { SignatureType } from './evidence.ts';
import { refuse } from './refusals.ts';

// ES-6.2, ES-9.3: the agreement between holder and subject under which a password or a passkey signs.

export const mandatorySections = ['identification', 'confidentiality', 'verification'] as const;
export type SectionCode = 'subject' | (typeof mandatorySections)[number] | 'cases' | 'responsibility' | 'end';
export type Section = { readonly code: SectionCode; readonly title: Text3; readonly paragraphs: readonly Text3[] };

export type AgreementContent = {
  readonly title: Text3;
  readonly sections: readonly Section[];
  /** ES-9.3.1: how a signature resolves to one person; the account's binding is the one way there is. */
  readonly resolver: 'account-binding' | null;
};
export type AgreementDraft = {
  readonly content: AgreementContent;
  readonly documentKinds: readonly string[];
  readonly signatureTypes: readonly Exclude<SignatureType, 'qualified'>[];
};

const written = (draft: AgreementDraft, code: SectionCode): boolean => {
  const section = draft.content.sections.find((one) => one.code === code);
  return (
    section !== undefined &&
    section.paragraphs.length > 0 &&
    section.paragraphs.every((text) => langs.every((lang) => text[lang].trim().length >= 20))
  );
};

/** What must stand in an agreement before it can be in force. */
export function checkAgreement(draft: AgreementDraft): Refusal | undefined {
  // ES-9.3.1
  if (!written(draft, 'identification') || draft.content.resolver === null)
    return refuse('AGR_IDENTIFICATION_MISSING', { field: 'sections/identification' });
  // ES-9.3.2
  if (!written(draft, 'confidentiality'))
    return refuse('AGR_CONFIDENTIALITY_MISSING', { field: 'sections/confidentiality' });
  // ES-6.2c: the law demands it for unqualified signatures; DECISIONS 3 asks for it in every agreement.
  if (!written(draft, 'verification'))
    return refuse('AGR_VERIFICATION_PROCEDURE_MISSING', { field: 'sections/verification' });
  return undefined;
}

/** The text of one language in canonical form; its hash is what acceptance refers to. */
export const agreementText = (content: AgreementContent, holderId: string, version: number, lang: Lang) => ({
  kind: 'signature-agreement',
  holder: holderId,
  version,
  lang,
  title: content.title[lang],
  sections: content.sections.map(({ code, title, paragraphs }) => ({
    code,
    title: title[lang],
    paragraphs: paragraphs.map((text) => text[lang]),
  })),
});

export const agreementHashes = (
  content: AgreementContent,
  holderId: string,
  version: number,
): Readonly<Record<Lang, string>> => ({
  ky: hashOf(agreementText(content, holderId, version, 'ky')),
  ru: hashOf(agreementText(content, holderId, version, 'ru')),
  en: hashOf(agreementText(content, holderId, version, 'en')),
});
