import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { exchangeWords } from '../../src/offices/exchange/exchange.messages.ts';
import { signingMeans } from '../../src/trust/sign/index.ts';
import { refusalReasons } from '../../src/trust/systems/index.ts';
import { testCentre } from '../support/centre.ts';
import { signedMessage } from '../support/exchange.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';
import { accepted, administrator, otherHolder, refused } from './support.ts';

// ES-4.4: wherever somebody in office chooses why a document is refused, "it is not signed by hand" is not among the choices.

let t: TestPlatform;
before(async () => {
  t = await startPlatform();
});
after(() => t.stop());

/** What a choice must not say, in each language. */
const byHand = {
  ky: /өз кол|колу менен коюл|кол менен жазыл|кагаз түрүндө гана|сыя менен/iu,
  ru: /собственноруч|от руки|живой подпис|живая подпис|чернил|только на бумаге/iu,
  en: /by hand|handwrit|wet (ink|signature)|in ink|only on paper/iu,
};
type Node = {
  enum?: readonly string[];
  anyOf?: readonly Node[];
  properties?: Record<string, Node>;
  items?: Node;
};
/** Every closed choice in what an act asks, as the key of its label. */
function choices(node: Node, key = ''): string[] {
  const inner = Object.entries(node.properties ?? {}).flatMap(([name, one]) =>
    choices(one, key === '' ? name : `${key}/${name}`),
  );
  return [
    ...(node.enum ?? []).map((one) => `${key}=${one}`),
    ...inner,
    ...(node.items ? choices(node.items, key) : []),
  ];
}

test('ES-4.4: an officer who tries to refuse a validly signed document finds no reason that means "not signed by hand", by API, on the page, or in any procedure', async () => {
  const centre = await testCentre(t);
  const other = await otherHolder(t, 'exchange-partner', {});
  const owner = await t.signedIn(administrator, '10.7.0.1');
  const citizen = await t.signedIn('aibek@example.kg', '10.7.0.2');
  const settings = { operator: null, simpleRules: null, automatic: false, documentKinds: [{ code: 'letter' }] };
  const name = { ky: 'Алмашуу', ru: 'Обмен', en: 'Exchange' };
  const { id } = accepted<{ id: string }>(
    await owner.post(`/v1/holders/${t.sandbox.holderId}/exchange-systems`, {
      json: { scope: 'public', name, ...settings },
    }),
  );
  const join = (who: typeof owner, json: object) => who.post(`/v1/exchange-systems/${id}/participants`, { json });
  accepted(await join(citizen, {}));
  const partner = accepted<{ id: string }>(await join(other.staff, {}));
  const letter = Buffer.from('Кат.\n');
  const signature = signedMessage(await centre.issue(0), letter, t.clock.now(), signingMeans, [centre.certificate]);
  const sent = await citizen.post(`/v1/exchange-systems/${id}/documents`, {
    json: {
      category: 'other_legal_act',
      documentKind: 'letter',
      signatureType: 'qualified',
      document: letter.toString('base64'),
      signature: signature.toString('base64'),
      recipients: [partner.id],
    },
  });
  const { documentId } = accepted<{ documentId: string }>(sent);
  const received = async (): Promise<{ documentHash: string; answer: string | null; reason: string | null }> =>
    (await other.staff.get(`/v1/exchange-systems/${id}/received`)).json<{ items: [never] }>().items[0];
  assert.equal((await received()).documentHash, createHash('sha256').update(letter).digest('hex'));

  // The API: a closed list.
  const answer = (json: object) =>
    other.staff.post(`/v1/exchange-systems/${id}/documents/${documentId}/answer`, { json });
  for (const reason of ['not_signed_by_hand', 'handwritten_required', 'electronic_form', '', 'Кол менен коюлган эмес'])
    assert.equal((await answer({ refused: reason })).status, 400, reason);
  // The page: the same list, and nothing else is taken.
  const page = await other.staff.get(`/holder/exchange/${id}/${documentId}?lang=ru`);
  // What is to be answered can be told from anything else: by its SHA-256.
  assert.ok(page.body.includes(createHash('sha256').update(letter).digest('hex')));
  const inputs = [...page.body.matchAll(/<input[^>]*name="because"[^>]*>/g)].map(([tag]) => tag);
  const offered = inputs.map((tag) => /value="([^"]*)"/.exec(tag)?.[1]);
  assert.deepEqual(offered, [...refusalReasons]);
  const form = (because: string) =>
    other.staff.post(`/holder/exchange/${id}/${documentId}`, { form: { act: 'refuse', because } });
  assert.equal((await form('not_signed_by_hand')).status, 422);
  assert.equal((await received()).answer, null, 'still not refused');
  for (const lang of ['ky', 'ru', 'en'] as const)
    for (const text of Object.values(exchangeWords[lang].reasons)) assert.doesNotMatch(text, byHand[lang]);
  assert.equal((await form('not_for_us')).status, 303);
  assert.deepEqual([(await received()).answer, (await received()).reason], ['refused', 'not_for_us']);
  refused(await answer({ refused: null }), 'ANSWERED_ALREADY');

  // Every choice of every act in every procedure of every office.
  let seen = 0;
  for (const { name: procedure, acts, texts } of t.platform.engine.procedures)
    for (const [act, { ask }] of Object.entries(acts))
      for (const key of ask === undefined ? [] : choices(ask as Node)) {
        seen++;
        assert.doesNotMatch(key, /hand_?writ|by_?hand|wet|paper_only|electronic_form/i, `${procedure} ${act}`);
        for (const lang of ['ky', 'ru', 'en'] as const)
          assert.doesNotMatch(texts.fields[key]?.[lang] ?? '', byHand[lang], `${procedure} ${act} ${key}`);
      }
  assert.ok(seen > 30, `${seen} choices`);
});
