import type { Lang } from '../../platform/text.ts';
import type { Certificate } from '../../trust/path/index.ts';
import { contentWords } from './content.messages.ts';
import { certificateParts, inGroups, numberText } from './words.ts';

/** ES-14.4a: the paper form, made from the certificate itself: the data of `forms/certificate.typ`. */
export function paperOfCertificate(lang: Lang, certificate: Certificate) {
  const w = contentWords[lang];
  const parts = certificateParts(lang, certificate);
  const digest = { key: w.digest, lines: [inGroups(certificate.fingerprint)] };
  return {
    title: w.paperTitle,
    lead: w.paperLead,
    parts: parts.map((part, index) => (index === 0 ? { ...part, rows: [...part.rows, digest] } : part)),
    certify: { title: w.certified, officer: w.officer, signature: w.signature, day: w.day, seal: w.seal },
    footer: { lines: [`${w.certificate} № ${numberText(certificate.serial)}`] },
  };
}
