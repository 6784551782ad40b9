import type { Holder, PolicyBody } from '../../holders/index.ts';
import { refuseHolder } from '../../holders/index.ts';
import { specialCodesOf } from '../../law/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { Text3 } from '../../platform/text.ts';
import { contractMark } from './contract-text.ts';
import { asksConsent, type PurposeBody } from './purpose.ts';
import { refuse } from './refusals.ts';

export type GroundJudge = {
  /** The law's own check of a ground and its details; null where it holds. */
  check(
    ground: { code: string; hasNorm: boolean; hasContract: boolean },
    holderType: Holder['type'],
  ): {
    code: 'NO_LEGAL_GROUND' | 'GROUND_EVIDENCE_MISSING' | 'GROUND_NOT_FOR_HOLDER';
    law: readonly string[];
    field?: string;
  } | null;
  /** A ground that makes asking for consent wrong, where the facts show one. */
  better(facts: {
    holderType: Holder['type'];
    norm: Text3 | null;
    legalBasisKind: string | null;
    ground: string;
  }): { law: readonly string[]; text: Text3 } | null;
};

/**
 * May this version of a purpose be published? Every "no" cites its norm. The order is that of a lawyer's reading:
 * the holder, its policy, the ground, the data, the notice, the form.
 */
export function checkPublishable(
  holder: Holder,
  policy: PolicyBody | null,
  body: PurposeBody,
  judge: GroundJudge,
): Refusal | null {
  return (
    checkHolder(holder, policy, body) ??
    checkGroundOf(holder, policy!, body, judge) ??
    checkData(policy!, body) ??
    checkNotice(holder, body) ??
    checkForm(body)
  );
}

function checkHolder(holder: Holder, policy: PolicyBody | null, body: PurposeBody): Refusal | null {
  if (policy === null) return refuseHolder('POLICY_MISSING');
  if (holder.body.address === null) return refuseHolder('HOLDER_ADDRESS_MISSING');
  if (holder.type === 'legal_entity' && holder.body.decreeAccession === null)
    return refuseHolder('DECREE_ACCESSION_MISSING');
  // SP-11: the policy's list of purposes is closed.
  if (!(policy.purposes ?? []).some((purpose) => purpose.code === body.code))
    return refuse('PURPOSE_NOT_DECLARED', { field: 'code' });
  return null;
}

function checkGroundOf(holder: Holder, policy: PolicyBody, body: PurposeBody, judge: GroundJudge): Refusal | null {
  // CP-5b: an activity without a ground cannot be announced either: the notice names the missing part.
  if (body.ground === null)
    return refuse('NOTICE_INCOMPLETE', {
      law: ['CP-5b', 'PD-5.1', 'PD-4.1a'],
      field: 'ground',
      values: { parts: 'ground' },
      details: { missing: ['ground'] },
    });
  const fault = judge.check(
    { code: body.ground.code, hasNorm: body.ground.norm !== null, hasContract: body.ground.legalBasis !== null },
    holder.type,
  );
  if (fault !== null)
    return refuse(fault.code, { law: fault.law, field: 'ground', values: { field: fault.field ?? '' } });
  const basis = (policy.legalBases ?? []).find((one) => one.code === body.ground!.legalBasis);
  if (basis === undefined) return refuse('BASIS_NOT_DECLARED', { field: 'ground/legalBasis' });
  if (!asksConsent(body)) return null;
  const better = judge.better({
    holderType: holder.type,
    norm: body.ground.norm,
    legalBasisKind: basis.kind,
    ground: body.ground.code,
  });
  return better === null
    ? null
    : refuse('CONSENT_NOT_NEEDED', { field: 'ground', law: better.law, details: { ground: better.text } });
}

/** SP-9b, SP-9c: special by the law's catalogue, by the policy's own paragraph or by its list of data, whatever a form says of it. */
export const isSpecial = (policy: PolicyBody, code: string): boolean =>
  specialCodesOf({ code }).length > 0 ||
  (policy.specialCategories?.list ?? []).some((one) => one.code === code) ||
  (policy.dataCategories ?? []).some((one) => one.code === code && one.special === true);

function checkData(policy: PolicyBody, body: PurposeBody): Refusal | null {
  for (const [index, category] of body.categories.entries()) {
    const field = `categories/${index}`;
    const declared = (policy.dataCategories ?? []).find((one) => one.code === category.code);
    const special = category.special !== null || isSpecial(policy, category.code);
    // SP-9: the flags of special categories are refused before the list is looked at, as the policy's own paragraph is.
    if (special && policy.specialCategories?.position !== 'processed_under_art8')
      return refuse('SPECIAL_CATEGORY_NOT_PROCESSED', { field, values: { category: category.text.ky } });
    // PD-8.1: what is special is marked so, with its item of the list, or `may` and the consent could not name it.
    if (special && category.special === null)
      return refuse('SPECIAL_CATEGORY_UNMARKED', { field: `${field}/special`, values: { category: category.text.ky } });
    if (declared === undefined) return refuse('CATEGORY_NOT_IN_POLICY', { field, values: { category: category.code } });
    if (category.necessity.ky.trim() === '')
      return refuse('EXCESSIVE_DATA', { field, values: { category: category.text.ky } });
    const matrix = (policy.purposes ?? []).find((purpose) => purpose.code === body.code)?.dataCategories;
    if (matrix !== null && matrix !== undefined && !matrix.includes(category.code))
      return refuse('EXCESSIVE_DATA', { field, values: { category: category.text.ky } });
  }
  const known = new Set(body.categories.map((category) => category.code));
  const beyond = body.requiredDocuments.find((document) => document.categories.some((code) => !known.has(code)));
  return beyond === undefined
    ? null
    : refuse('DOCUMENT_NOT_REQUIRED', { field: 'requiredDocuments', values: { document: beyond.text.ky } });
}

// The notice is shown in three languages: what is said in one of them only is not said.
const filled = (text: Text3 | null): boolean =>
  text !== null && Object.values(text).every((words) => words.trim() !== '');

// CP-5, PD-9.3: each part of the notice, with the row that wants it. Silence is not "no": it has to be said.
function checkNotice(holder: Holder, body: PurposeBody): Refusal | null {
  const contacts = holder.body.contacts;
  const parts: [string, string, boolean][] = [
    ['holder_name', 'PD-9.3-1a', filled(holder.body.name)],
    ['holder_location', 'PD-9.3-1b', filled(holder.body.address)],
    ['holder_contacts', 'PD-9.3-1c', [contacts.phone, contacts.email].some((one) => (one ?? '').trim() !== '')],
    ['ground', 'CP-5b', body.ground !== null],
    ['purposes', 'PD-9.3-2', filled(body.text)],
    ['data_list', 'PD-9.3-3', body.categories.length > 0],
    ['term', 'PD-9.3-4', body.term !== null || body.service.kind !== 'none'],
    [
      'processors',
      'PD-9.3-5',
      body.processors !== null &&
        holder.body.processors.every((one) => body.processors!.some((named) => named.code === one.code)),
    ],
    ['third_party_transfer', 'CP-5c', body.recipients !== null],
    ['operations', 'PD-9.3-6a', body.actions.length > 0],
    ['methods', 'PD-9.3-6b', body.methods !== null && filled(body.methods.text)],
    ['other_use', 'CP-5d', body.otherUse !== null && (!body.otherUse.possible || body.otherUse.text !== null)],
    ['cross_border', 'PD-9.3-7', body.crossBorder !== null && foreignRecipientsNamed(body)],
    ['public_distribution', 'PD-9.6-6', body.publicDistribution !== null],
  ];
  const missing = parts.filter(([, , there]) => !there);
  if (missing.length === 0) return null;
  return refuse('NOTICE_INCOMPLETE', {
    law: missing.map(([, law]) => law),
    values: { parts: missing.map(([part]) => part).join(', ') },
    details: { missing: missing.map(([part]) => part) },
  });
}

const foreignRecipientsNamed = (body: PurposeBody): boolean =>
  (body.recipients ?? []).every(
    (recipient) => recipient.country === 'KG' || body.crossBorder!.some((place) => place.country === recipient.country),
  );

function checkForm(body: PurposeBody): Refusal | null {
  if (!asksConsent(body)) return null;
  const mixed = contractMark([body.text, body.childText, ...body.extra.flatMap(({ label, value }) => [label, value])]);
  if (mixed !== null) return refuse('TEXT_INSIDE_CONTRACT', { details: { found: mixed } });
  if (body.media.length === 0) return refuse('FORM_MEDIUM_MISSING', { field: 'media' });
  if (body.service.kind !== 'none' && body.service.name === null)
    return refuse('NOTICE_INCOMPLETE', {
      law: ['CP-F-27'],
      values: { parts: 'service' },
      details: { missing: ['service'] },
    });
  if (
    body.service.kind !== 'none' &&
    (body.service.storage === null || body.service.storage.act === null || body.service.storage.months === null)
  )
    return refuse('SERVICE_STORAGE_MISSING', { field: 'service/storage' });
  if (body.ageAppropriate && !filled(body.childText)) return refuse('CHILD_TEXT_MISSING', { field: 'childText' });
  return null;
}
