// Article 6 of the law on electronic signature: what a signed electronic document equals on paper. Pure.

export type SignatureKind = 'simple' | 'unqualified' | 'qualified';

/** What the law asks of a kind of document, as far as article 6 turns on it. */
export type PaperRules = {
  /** ES-6.1b, ES-6.2b: the act that forbids the electronic form. */
  readonly electronicFormForbiddenBy?: string;
  /** ES-6.3a: law or custom wants a seal on the paper document. */
  readonly sealedOnPaper?: boolean;
  /** ES-6.3b: what an act or an agreement asks for beyond that, by its words; met ones are listed by whoever checks. */
  readonly sealNeeds?: readonly string[];
  /** ES-6.5: on paper it is drawn up on a strict-reporting form. */
  readonly strictForm?: boolean;
};

export type SignedSo = {
  readonly type: SignatureKind;
  /** Whether the signature was found to be valid. Nothing follows from one that was not. */
  readonly valid: boolean;
  /** ES-6.2a: the act or agreement that covers this kind of document for this type of signature, by its citation; null: none. */
  readonly basis: string | null;
  readonly sealNeedsMet?: readonly string[];
};

/** Yes or no with the row it rests on; `about` names the act, the agreement, or what is not met. */
export type Effect = { readonly holds: boolean; readonly law: string; readonly about?: string };
export type PaperEffect = {
  /** Equal to a paper document signed by hand (ES-6.1, ES-6.2). */
  readonly paperEquivalent: Effect;
  /** Equal to one signed by hand and sealed (ES-6.3); null where none is wanted. */
  readonly sealEquivalent: Effect | null;
  /** The requirements for a strict-reporting form are met (ES-6.5); null where there are none. */
  readonly strictForm: Effect | null;
};

/** What the signature makes of the document. A ban on the electronic form is asked before any agreement (ES-6.2b). */
export function paperEffect(signed: SignedSo, rules: PaperRules = {}): PaperEffect {
  const paperEquivalent = onPaper(signed, rules);
  return {
    paperEquivalent,
    sealEquivalent: rules.sealedOnPaper === true ? withSeal(signed, rules) : null,
    strictForm:
      rules.strictForm === true ? { holds: paperEquivalent.holds && signed.type === 'qualified', law: 'ES-6.5' } : null,
  };
}

function onPaper({ type, valid, basis }: SignedSo, { electronicFormForbiddenBy: ban }: PaperRules): Effect {
  if (ban !== undefined) return { holds: false, law: type === 'qualified' ? 'ES-6.1b' : 'ES-6.2b', about: ban };
  if (type === 'qualified') return { holds: valid, law: 'ES-6.1a' };
  return { holds: valid && basis !== null, law: 'ES-6.2a', ...(basis === null ? {} : { about: basis }) };
}

// ES-6.3a: any valid enhanced signature; a simple one never. ES-6.3b: what else is asked for comes first.
function withSeal({ type, valid, sealNeedsMet = [] }: SignedSo, rules: PaperRules): Effect {
  if (rules.electronicFormForbiddenBy !== undefined)
    return { holds: false, law: 'ES-6.1b', about: rules.electronicFormForbiddenBy };
  const unmet = (rules.sealNeeds ?? []).find((need) => !sealNeedsMet.includes(need));
  if (unmet !== undefined) return { holds: false, law: 'ES-6.3b', about: unmet };
  return { holds: valid && type !== 'simple', law: 'ES-6.3a' };
}
