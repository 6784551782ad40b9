import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { centreLife } from '../../test/support/centre-life.ts';
import { until } from '../../test/support/until.ts';
import {
  act,
  agreed,
  casesOf,
  centreStand,
  filesOf,
  nameOf,
  ok,
  refused,
  type TestCentre,
} from '../procedures/centres/test-centre.ts';
import { certIdBytes, ocspRequest, parseOcspResponse } from '../trust/formats/index.ts';
import { type Certificate, parseCrl } from '../trust/path/index.ts';

// A centre ceases and another becomes the keeper of what it has issued; or none does. Over HTTP.

const s = await centreStand('2027-05-14T04:00:00Z');
after(() => s.stop());
const life = await centreLife(s);
const [former, successor, alone, second, unreceived] = [
  await life.newAccredited(),
  await life.newAccredited(),
  await life.newAccredited(),
  await life.newAccredited(),
  await life.newAccredited(),
];
const [kept, endedBefore] = [await life.certified(former.at), await life.certified(former.at)];
const [ofAlone, ofUnreceived] = [await life.certified(alone.at), await life.certified(unreceived.at)];
await life.certified(second.at);
const owner = life.applicant;
const anybody = s.visitor();
const announce = (centre: TestCentre, on: string, change: object = {}) =>
  centre.head.post(casesOf(centre, 'cessation'), { json: { data: { on, transfer: 'no', ...change } } });
const endAt = (centre: { readonly id: string }, number: string) =>
  owner.post(casesOf(centre, 'certificate-termination'), {
    json: { data: { certificateNumber: number, compromised: 'no' } },
  });
type Item = { readonly keeperId: string; readonly state: string; readonly end: { readonly ground: string } | null };
const entriesAt = async (centre: { readonly id: string }, number: string, asOf = ''): Promise<Item[]> =>
  (await anybody.get(`/v1/centres/${centre.id}/certificates/${number}${asOf}`)).json<{ items: Item[] }>().items ?? [];
const entryAt = async (centre: { readonly id: string }, number: string): Promise<Item> =>
  (await entriesAt(centre, number))[0]!;
const history = ({ keeperId: _keeper, ...rest }: Item): object => rest;
const question = ({ serial }: Certificate, { subject: name, publicKey }: Certificate): Buffer =>
  ocspRequest([certIdBytes(serial, { name, publicKey })]);
const inbox = async (): Promise<string> => (await owner.get('/me/inbox?lang=en')).body.replaceAll(/\s+/g, ' ');

test('ES-13.6c: told on 15 May in writing, owners of unexpired certificates are told in time of an end on 15 June; on 16 May a later date is forced', async () => {
  await s.travel('2027-05-15T04:00:00Z');
  const view = ok(
    await announce(alone.centre, '2027-06-15', { ownersNotifiedOn: '2027-05-01', owners: 1, proof: 'x' }),
  );
  assert.equal(view.stage, 'CEASING');
  await until('the notice is in the owner’s inbox', async () => (await inbox()).includes('ceases its activity on'));
  assert.match(await inbox(), /15 June 2027.*transferred to nobody/);
  await s.travel('2027-05-16T04:00:00Z');
  // What the centre says of letters of its own moves nothing: the register is here, and so is the notice.
  const said = { ownersNotifiedOn: '2027-05-01', owners: 1, proof: 'letters' };
  refused(await announce(second.centre, '2027-06-15', said), 'CES_OWNERS_TOO_LATE', 'ES-13.6c');
  ok(await announce(second.centre, '2027-06-16'));
});

const { case_: takeover, transfer } = await agreed(s, successor.centre, former.centre);
let caseId = '';

test('ES-13.6e: a date of transfer less than a month after the notices is refused; the notices name the successor, which has agreed', async () => {
  const { centre } = former;
  const other = { transfer: 'yes', successor: { registrationNumber: 'nobody' } };
  refused(await announce(centre, '2027-06-16', other), 'CES_SUCCESSOR_NOT_AGREED', 'ES-13.6e');
  refused(await announce(centre, '2027-06-15', transfer), 'CES_OWNERS_TOO_LATE', 'ES-13.6e');
  caseId = ok(await announce(centre, '2027-06-16', transfer)).id;
  const name = (await nameOf(s, successor.centre)).en;
  await until(
    'the notice names the successor',
    async () => (await inbox()).includes(`passes to this centre: ${name}`) || (await inbox()).includes(name),
  );
  assert.match(await inbox(), /16 June 2027/);
});

test('ES-13.6f: a certificate of the former centre is answered at the successor with the same history, does not end with it, and ends there on its owner’s application', async () => {
  const { centre } = former;
  const gone = endedBefore.certificate.serial;
  const number = kept.certificate.serial;
  const ending = ok(await endAt(centre, gone));
  ok(await act(former.at.registrar, centre, 'certificate-termination', ending.id, 'enter'));
  await s.platform.status.round();
  s.clock.advance(1000);
  const register = (await centre.head.get(`/v1/centres/${centre.id}/register-export`)).json<{
    entries: number;
    digest: string;
  }>();
  const stated = { entries: register.entries, digest: register.digest };
  const files = await filesOf(centre);
  const wrong = { ...stated, digest: 'c'.repeat(64) };
  const does = (name: string, data: object, who = centre.head) => act(who, centre, 'cessation', caseId, name, data);
  const receives = (data: object) =>
    act(successor.centre.head, successor.centre, 'takeover', takeover.id, 'receive', { number: '22', ...data });
  ok(await does('handOverRegister', { ...wrong, ...files, place: 'Carrier 1' }));
  refused(await receives(stated), 'CES_PACKAGE_DIFFERS', 'ES-13.6f');
  refused(await receives(wrong), 'REGISTER_TRANSFER_DIFFERS', 'ES-13.6f');
  ok(await does('handOverRegister', { ...stated, ...files, place: 'Carrier 2' }));
  const received = ok(await receives(stated));
  assert.ok(received.documents.some(({ kind }) => kind === 'register-acceptance'));
  ok(await does('acceptRegister', { number: '21', ...stated, ...files }, s.officer));

  await s.travel('2027-06-15T17:00:00Z');
  const before = s.clock.now().toISOString();
  const histories = [await entryAt(centre, number), await entryAt(centre, gone)];
  assert.deepEqual(await entriesAt(successor.centre, number), [], 'its day has not come');
  await s.travel('2027-06-16T04:00:00Z');
  for (const [index, one] of [number, gone].entries()) {
    const now = await entryAt(successor.centre, one);
    assert.equal(now.keeperId, successor.centre.id);
    assert.deepEqual(history(now), history(histories[index]!));
    assert.deepEqual(await entriesAt(centre, one), [], 'the former centre keeps nothing');
    assert.equal((await entriesAt(centre, one, `?asOf=${before}`)).length, 1, 'as of before it did');
  }
  assert.equal((await entryAt(successor.centre, number)).state, 'active');

  refused(await endAt(centre, number), 'CERTIFICATE_UNKNOWN');
  refused(await endAt(second.centre, number), 'CERTIFICATE_UNKNOWN');
  const asked = ok(await endAt(successor.centre, number));
  ok(await act(successor.at.registrar, successor.centre, 'certificate-termination', asked.id, 'enter'));
  s.clock.advance(1000);
  const ended = await entryAt(successor.centre, number);
  assert.deepEqual([ended.state, ended.end!.ground], ['terminated', '14(6)(2)']);
  // DECISIONS 36: who relies on it finds the end where the certificate says, after the centre too.
  await s.platform.status.round();
  const { code } = (await anybody.get(`/v1/centres/${centre.id}`)).json<{ centre: { code: string } }>().centre;
  for (const list of [`/crl/${code}.crl`, `/crl/after/${code}.crl`]) {
    const { statusCode, rawPayload } = await s.platform.app.inject({ url: list });
    assert.equal(statusCode, 200, list);
    assert.ok(parseCrl(rawPayload).entries.find(number, kept.certificate.issuer.key), list);
  }
  const responder =
    (await s.platform.status.round(),
    await s.platform.app.inject({
      url: `/ocsp/${code}`,
      method: 'POST',
      headers: { 'content-type': 'application/ocsp-request' },
      payload: question(kept.certificate, await life.newest(former.at)),
    }));
  const answer = parseOcspResponse(responder.rawPayload);
  assert.ok(typeof answer !== 'string' && answer.singles[0]!.status.state === 'revoked');
});

test('a transfer that was announced and never received is none: the certificates end with the centre', async () => {
  await s.travel('2027-06-20T04:00:00Z');
  const { centre } = unreceived;
  const { case_, transfer: to } = await agreed(s, successor.centre, centre);
  ok(await announce(centre, '2027-07-25', to));
  await s.travel('2027-07-25T04:00:00Z');
  const { state, end } = await entryAt(centre, ofUnreceived.certificate.serial);
  assert.deepEqual([state, end!.ground], ['terminated', '14(6)(3)']);
  assert.equal((await entryAt(alone.centre, ofAlone.certificate.serial)).end!.ground, '14(6)(3)');
  const lapsed = await successor.centre.head.get(`${casesOf(successor.centre, 'takeover')}/${case_.id}`);
  assert.equal(ok(lapsed).stage, 'LAPSED');
});
