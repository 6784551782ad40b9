import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Actor,
  type CaseHead,
  decide,
  diagram,
  examine,
  labelKeys,
  list,
  openingAct,
  type Party,
  type Procedure,
  shapeFault,
  termsBy,
} from '../cases/index.ts';
import { findRequirement, kyrgyzCalendar } from '../law/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import { langs } from '../platform/text.ts';
import { procedures } from './index.ts';

const head = (p: Procedure): CaseHead => ({
  id: '01890000-0000-7000-8000-00000000000a',
  procedure: p.name,
  version: p.version,
  profile: 'kr-strict',
  holderId: '01890000-0000-7000-8000-00000000000b',
  subjectId: p.about === 'subject' ? '01890000-0000-7000-8000-00000000000c' : null,
});

/** Somebody of every kind: each role of each office, at home and elsewhere, the subject, another person, the engine. */
function everybody(p: Procedure): Actor[] {
  const { holderId, subjectId } = head(p);
  const roles = [...new Set(procedures.flatMap((one) => Object.values(one.parties).flatMap((party) => party.roles)))];
  const other = '01890000-0000-7000-8000-0000000000ff';
  return [
    ...roles.flatMap((role): Actor[] => [
      { kind: 'account', id: role, office: 'holder', holderId, roles: [role] },
      { kind: 'account', id: `${role} elsewhere`, office: 'holder', holderId: other, roles: [role] },
      { kind: 'account', id: `${role} of the authority`, office: 'authority', roles: [role] },
      { kind: 'account', id: `${role} of the centre`, office: 'centre', holderId, roles: [role] },
      { kind: 'account', id: `${role} of another centre`, office: 'centre', holderId: other, roles: [role] },
    ]),
    ...(subjectId === null
      ? []
      : [{ kind: 'person', id: 'subject', office: 'subject', subjectId, roles: [] } as Actor]),
    { kind: 'person', id: 'another person', office: 'subject', subjectId: other, roles: [] },
    { kind: 'account', id: 'nobody', office: 'holder', holderId, roles: [] },
  ];
}
const isOf = (party: Party, actor: Actor, h: CaseHead): boolean =>
  party.office === actor.office &&
  (party.office === 'subject'
    ? actor.subjectId === h.subjectId
    : party.roles.some((r) => actor.roles.includes(r)) &&
      ((party.office !== 'holder' && party.office !== 'centre') || actor.holderId === h.holderId));

for (const p of procedures) {
  describe(`procedure ${p.name} v${p.version}`, () => {
    const found = examine(p);
    test('every act is reachable', () => assert.deepEqual(found.unreachable, []));
    test('no state is a dead end', () => assert.deepEqual(found.deadEnds, []));
    test('every duty has an owner who can do it', () => assert.deepEqual(found.ownerless, []));
    test('every duty has a beginning and an end', () => assert.deepEqual(found.endless, []));
    test('one act opens it', () => assert.ok(openingAct(p)));

    test('every act is refused to everybody else, before anything else is looked at', () => {
      const world = { now: new Date('2026-03-02T06:00:00Z'), facts: {}, law: termsBy(kyrgyzCalendar) };
      for (const [act, spec] of Object.entries(p.acts)) {
        for (const actor of everybody(p)) {
          const result = decide(p, { head: head(p), acts: [] }, { act, by: actor, data: {} }, world);
          const allowed = list(spec.by).some((name) => isOf(p.parties[name]!, actor, head(p)));
          assert.equal(isRefusal(result) && result.code === 'NOT_YOUR_ACT', !allowed, `${act} by ${actor.id}`);
        }
      }
    });

    test('every act, duty and the procedure itself cite a requirement of the catalogue', () => {
      const cited = [
        p.law,
        ...Object.values(p.acts).map(({ law }) => law),
        ...Object.values(p.duties).map(({ law }) => law),
      ];
      assert.deepEqual(
        cited.filter((id) => !findRequirement(id)),
        [],
      );
    });

    test('every example answers its own question', () => {
      for (const [act, { ask, example }] of Object.entries(p.acts)) {
        if (ask) assert.equal(shapeFault(ask, example ?? {}), null, act);
      }
    });

    test('fields that could name a person are sealed only where the case is about one', () => {
      if (p.about === 'holder')
        assert.deepEqual(
          Object.values(p.acts).flatMap(({ personal }) => personal ?? []),
          [],
        );
    });

    test('every name has its words in three languages, and every word its name', () => {
      const fields = [...new Set(Object.values(p.acts).flatMap(({ ask }) => (ask ? labelKeys(ask) : [])))].sort();
      const stages = [...new Set(Object.values(p.acts).flatMap(({ stage }) => stage ?? []))].sort();
      assert.deepEqual(Object.keys(p.texts.fields).sort(), fields);
      assert.deepEqual(Object.keys(p.texts.stages).sort(), stages);
      const all = [
        p.texts.title,
        ...[p.texts.parties, p.texts.acts, p.texts.duties, p.texts.stages, p.texts.fields].flatMap((t) =>
          Object.values(t),
        ),
      ];
      for (const text of all) for (const lang of langs) assert.ok(text[lang].trim(), JSON.stringify(text));
    });

    test('the diagram shows every act and every duty', () => {
      const drawn = diagram(p);
      for (const act of Object.keys(p.acts)) assert.match(drawn, new RegExp(`^  ${act}[\\[(]`, 'm'));
      for (const duty of Object.keys(p.duties)) assert.match(drawn, new RegExp(`^  ${duty}_term\\{`, 'm'));
    });
  });
}
