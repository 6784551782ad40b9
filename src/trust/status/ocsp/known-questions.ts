import type { NamedIssuer } from '../directory.ts';

/**
 * Questions that were read before: about which certificate they ask. What a question asks follows from its octets and the issuer alone;
 * what is answered is looked up each time.
 */
export type KnownQuestions = {
  /** The number of the one certificate that the question is about, where an answer that is kept has been given to it before. */
  find(issuer: NamedIssuer, text: string): string | undefined;
  keep(issuer: NamedIssuer, text: string, serial: string): void;
};

const MOST = 20_000;
/** One question with SHA-1 has about a hundred octets, written out some more. */
const LONGEST = 400;

type Known = { readonly issuer: string; readonly serial: string };

export function knownQuestions(most = MOST): KnownQuestions {
  // A question names its issuer, so that two issuers are hardly ever asked with the same octets: the later of them is kept then.
  const questions = new Map<string, Known>();
  return {
    find({ certificate }, text) {
      const known = text.length > LONGEST ? undefined : questions.get(text);
      return known?.issuer === certificate.fingerprint ? known.serial : undefined;
    },
    keep({ certificate }, text, serial) {
      if (text.length > LONGEST) return;
      questions.set(text, { issuer: certificate.fingerprint, serial });
      if (questions.size > most) questions.delete(questions.keys().next().value!);
    },
  };
}
