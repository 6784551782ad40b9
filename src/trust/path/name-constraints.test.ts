import assert from 'node:assert/strict';
import { test } from 'node:test';
import { der, oids } from '../der/index.ts';
import { checkNames, constrained, unconstrained } from './name-constraints.ts';
import { extension, makeCertificate, nameBytes, newKeys } from './test-authority.ts';
import { BudgetSpent, Work } from './work.ts';

const keys = newKeys();
const dns = (text: string): Buffer => der.implicit(2, der.ia5String(text));
const email = (text: string): Buffer => der.implicit(1, der.ia5String(text));
const directory = (text: string): Buffer => der.explicit(4, nameBytes(text));
const other = (type: string, value: Buffer): Buffer =>
  der.implicit(0, der.sequence(der.oid(type), der.explicit(0, value)));
const registered = (oid: string): Buffer => der.implicit(8, der.oid(oid));

const certificate = (names: Buffer[], subject: string | Buffer = 'Owner', ...more: Buffer[]) =>
  makeCertificate({
    subject,
    issuer: 'Centre',
    keys,
    extensions: [...(names.length > 0 ? [extension(oids.subjectAltName, der.sequence(...names))] : []), ...more],
  });

type Lists = { permitted?: Buffer[][]; excluded?: Buffer[] };

/** Verdict on the names of a certificate under lists that came one after the other down the path. */
function verdict(names: Buffer[], { permitted = [], excluded = [] }: Lists, subject?: string | Buffer, last = true) {
  const list = (number: number, bases: Buffer[]): Buffer | undefined =>
    bases.length === 0 ? undefined : der.implicit(number, der.sequence(...bases.map((base) => der.sequence(base))));
  const state = [...permitted.map((bases) => [list(0, bases)]), ...(excluded.length > 0 ? [[list(1, excluded)]] : [])]
    .map((parts) => certificate([], 'Centre', extension(oids.nameConstraints, der.sequence(...parts), true)))
    .reduce((all, { nameConstraints }) => constrained(all, nameConstraints!), unconstrained);
  return checkNames(state, certificate(names, subject), last, new Work());
}

test('RFC 5280 6.1.3(b): every name lies within each list that speaks of its form', () => {
  assert.equal(verdict([dns('a.kg')], {}), undefined);
  assert.equal(verdict([dns('a.kg')], { permitted: [[dns('kg')]] }), undefined);
  assert.equal(verdict([dns('a.kg'), dns('a.org')], { permitted: [[dns('kg')]] }), 'name-not-permitted');
  assert.equal(verdict([dns('a.kg'), dns('a.org')], { permitted: [[dns('kg'), dns('org')]] }), undefined);
  assert.equal(verdict([dns('a.kg')], { permitted: [[dns('kg')], [dns('b.kg')]] }), 'name-not-permitted');
  assert.equal(verdict([dns('x.b.kg')], { permitted: [[dns('kg')], [dns('b.kg'), dns('org')]] }), undefined);
  assert.equal(verdict([dns('a.kg')], { permitted: [[email('kg')]] }), undefined);
  assert.equal(verdict([], { permitted: [[directory('Owner')]] }), undefined);
  assert.equal(verdict([], { permitted: [[directory('Another')]] }), 'name-not-permitted');
  assert.equal(verdict([], { permitted: [[directory('Another')]] }, der.sequence()), undefined);
});

test('RFC 5280 6.1.3(c): nothing that is excluded, not even through a wildcard', () => {
  assert.equal(verdict([dns('a.kg')], { excluded: [dns('kg')] }), 'name-excluded');
  assert.equal(verdict([dns('a.kg')], { permitted: [[dns('kg')]], excluded: [dns('a.kg')] }), 'name-excluded');
  assert.equal(verdict([dns('*.kg')], { excluded: [dns('a.kg')] }), 'name-excluded');
  assert.equal(verdict([dns('*.kg')], { excluded: [dns('a.kg.')] }), 'name-excluded');
  assert.equal(verdict([dns('*.kg.')], { excluded: [dns('a.kg')] }), 'name-excluded');
  assert.equal(verdict([dns('*.kg')], { excluded: [dns('a.org')] }), undefined);
  assert.equal(verdict([directory('Owner 2')], { excluded: [directory('OWNER  2')] }), 'name-excluded');
});

test('RFC 5280 4.2.1.10: mail in the subject and SmtpUTF8Mailbox are mail', () => {
  const subject = der.sequence(der.setOf(der.sequence(der.oid(oids.emailAddress), der.ia5String('a@example.org'))));
  assert.equal(verdict([], { permitted: [[email('example.kg')]] }, subject), 'name-not-permitted');
  assert.equal(verdict([email('a@example.kg')], { permitted: [[email('example.kg')]] }, subject), undefined);
  const noText = der.sequence(der.setOf(der.sequence(der.oid(oids.emailAddress), der.octetString(Buffer.from('a')))));
  assert.equal(verdict([], { excluded: [email('example.kg')] }, noText), 'constraint-unprocessable');
  const mailbox = (text: string): Buffer => other(oids.smtpUtf8Mailbox, der.utf8String(text));
  assert.equal(verdict([mailbox('өмүр@example.kg')], { permitted: [[email('example.kg')]] }), undefined);
  assert.equal(verdict([mailbox('өмүр@example.org')], { permitted: [[email('example.kg')]] }), 'name-not-permitted');
  assert.equal(verdict([mailbox('өмүр')], { excluded: [email('example.kg')] }), 'constraint-unprocessable');
});

test('RFC 5280 4.2.1.10: a constrained form that nobody can compare is refused where it occurs, and only there', () => {
  const upn = other(oids.userPrincipalName, der.utf8String('a'));
  assert.equal(verdict([dns('a.kg')], { permitted: [[upn]], excluded: [registered('1.2.3')] }), undefined);
  assert.equal(verdict([upn], { permitted: [[upn]] }), 'constraint-unprocessable');
  assert.equal(verdict([upn], { excluded: [other('1.2.3', der.nul())] }), undefined);
  assert.equal(verdict([registered('1.2.3.4')], { excluded: [registered('1.2.3')] }), 'constraint-unprocessable');
  const limited = der.sequence(dns('kg'), der.implicit(1, der.integer(3)));
  const state = constrained(unconstrained, {
    ...certificate(
      [],
      'Centre',
      extension(oids.nameConstraints, der.sequence(der.implicit(0, der.sequence(limited))), true),
    ).nameConstraints!,
  });
  assert.equal(checkNames(state, certificate([dns('a.kg')]), true, new Work()), 'constraint-unprocessable');
});

test('RFC 5280 6.1.3(b): a self-issued certificate is exempt unless it is the last', () => {
  assert.equal(verdict([], { permitted: [[directory('Another')]] }, 'Centre', false), undefined);
  assert.equal(verdict([], { permitted: [[directory('Another')]] }, 'Centre', true), 'name-not-permitted');
});

test('many names under many constraints end at the budget', () => {
  const many = Array.from({ length: 1_000 }, (_, index) => dns(`h${index}.kg`));
  const state = constrained(unconstrained, {
    permitted: [],
    excluded: many.map((_, index) => ({ base: { form: 'dns', text: `h${index}.org` }, whole: true })),
  });
  assert.throws(() => checkNames(state, certificate(many), true, new Work()), BudgetSpent);
});
