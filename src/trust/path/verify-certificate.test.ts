import assert from 'node:assert/strict';
import { test } from 'node:test';
import { der, oids } from '../der/index.ts';
import { strictAlgorithms } from './algorithm-policy.ts';
import { anchorOf } from './anchor.ts';
import type { Certificate } from './certificate.ts';
import type { Crl } from './crl.ts';
import { CertificatePool, CrlPool } from './pools.ts';
import {
  authorityExtension,
  caExtension,
  type CertificateSpec,
  extension,
  keyIdExtension,
  makeCertificate,
  makeCrl,
  nameBytes,
  newKeys,
  usageExtension,
} from './test-authority.ts';
import { endedBy, type Trust, type Verdict } from './trust.ts';
import { verifyCertificate } from './verify-certificate.ts';

const [rootKeys, centreKeys, ownerKeys, listKeys] = [newKeys(), newKeys(), newKeys(), newKeys()];
const at = new Date('2026-06-15T12:00:00Z');
const ca = [caExtension(), usageExtension(5, 6)];
const root = makeCertificate({ subject: 'Root', issuer: 'Root', keys: rootKeys, extensions: ca });
const centre = (more: Partial<CertificateSpec> = {}): Certificate =>
  makeCertificate({
    subject: 'Centre',
    issuer: 'Root',
    keys: centreKeys,
    by: rootKeys,
    serial: 10,
    extensions: ca,
    ...more,
  });
const owner = (more: Partial<CertificateSpec> = {}): Certificate =>
  makeCertificate({ subject: 'Owner', issuer: 'Centre', keys: ownerKeys, by: centreKeys, serial: 20, ...more });
const rootList = makeCrl({ issuer: 'Root', by: rootKeys });
const centreList = makeCrl({ issuer: 'Centre', by: centreKeys });

function verify(target: Certificate, certificates: Certificate[], crls: Crl[], more: Partial<Trust> = {}): Verdict {
  return verifyCertificate(target, {
    anchors: [anchorOf(root)],
    certificates: new CertificatePool(certificates),
    crls: new CrlPool(crls),
    at,
    rules: { algorithms: strictAlgorithms },
    status: 'required',
    ...more,
  });
}
const faults = ({ problems }: Verdict): string[] =>
  problems.map(({ fault, detail }) => (fault === 'status-unknown' ? `${fault} ${detail}` : fault));

test('a path with lists of everybody in it convinces, and says what it rests on', () => {
  const verdict = verify(owner(), [centre()], [rootList, centreList]);
  assert.deepEqual(faults(verdict), []);
  assert.equal(verdict.path.length, 2);
  assert.deepEqual(verdict.statuses, [
    { state: 'good', asOf: rootList.thisUpdate, sources: [rootList.fingerprint] },
    { state: 'good', asOf: centreList.thisUpdate, sources: [centreList.fingerprint] },
  ]);
});

test('an entry is a fact with its moment: by RFC 5280 it ends the certificate, by the law from that moment on', () => {
  const ended = new Date('2026-06-15T12:00:00Z');
  const lost = extension(oids.invalidityDate, der.generalizedTime(new Date('2026-06-15T09:00:00Z')));
  const list = makeCrl({
    issuer: 'Centre',
    by: centreKeys,
    from: ended,
    entries: [{ serial: 20, at: ended, extensions: [lost] }],
  });
  const crlsAt = new Date('2026-06-16T00:00:00Z');
  const judged = (hour: string, more: Partial<Trust>): Verdict =>
    verify(owner(), [centre()], [rootList, list], { at: new Date(`2026-06-15T${hour}:00Z`), crlsAt, ...more });
  const before = judged('11:00', { judge: endedBy });
  assert.deepEqual(faults(before), []);
  const status = before.statuses[1]!;
  assert.equal(status.state === 'revoked' && status.revocation.revocationDate.getTime(), ended.getTime());
  assert.equal(status.state === 'revoked' && status.revocation.invalidityDate?.getUTCHours(), 9);
  assert.deepEqual(faults(judged('12:00', { judge: endedBy })), ['revoked']);
  assert.deepEqual(faults(judged('13:00', { judge: endedBy })), ['revoked']);
  assert.deepEqual(faults(judged('11:00', {})), ['revoked']);
});

test('lists that are old, missing, forged or not for this certificate tell nothing', () => {
  const old = makeCrl({ issuer: 'Centre', by: centreKeys, to: new Date('2026-06-14') });
  const early = makeCrl({ issuer: 'Centre', by: centreKeys, from: new Date('2026-06-16') });
  const forged = makeCrl({ issuer: 'Centre', by: listKeys });
  const users = extension(oids.issuingDistributionPoint, der.sequence(der.implicit(2, der.boolean(true))), true);
  const onlyCas = makeCrl({ issuer: 'Centre', by: centreKeys, extensions: [users] });
  const about = (...lists: Crl[]): string[] => faults(verify(owner(), [centre()], [rootList, ...lists]));
  assert.deepEqual(about(), ['status-unknown no-crl']);
  assert.deepEqual(about(old), ['status-unknown crl-not-current']);
  assert.deepEqual(about(early), ['status-unknown crl-not-current']);
  assert.deepEqual(about(forged), ['status-unknown crl-signature']);
  assert.deepEqual(about(onlyCas), ['status-unknown crl-out-of-scope']);
  assert.deepEqual(about(old, early, forged, onlyCas, centreList), []);
  assert.deepEqual(faults(verify(owner(), [centre()], [rootList, old], { status: 'if-known' })), []);
});

test('a list issued past the certificate’s end proves nothing by silence, unless it keeps expired ones', () => {
  const short = owner({ to: new Date('2026-05-01') });
  const then = { at: new Date('2026-04-01'), crlsAt: at };
  assert.deepEqual(faults(verify(short, [centre()], [rootList, centreList], then)), [
    'status-unknown crl-forgets-expired',
  ]);
  const keeps = extension(oids.expiredCertsOnCRL, der.generalizedTime(new Date('2026-01-01')));
  const keeping = makeCrl({ issuer: 'Centre', by: centreKeys, extensions: [keeps] });
  assert.deepEqual(faults(verify(short, [centre()], [rootList, keeping], then)), []);
});

test('DECISIONS 36: the authority’s indirect list speaks for a centre that is gone', () => {
  const fullName = der.explicit(0, der.explicit(0, der.implicit(6, der.ia5String('http://status.kg/centre.crl'))));
  const point = (...issuer: Buffer[]): Buffer =>
    extension(oids.cRLDistributionPoints, der.sequence(der.sequence(fullName, ...issuer)));
  const crlIssuer = der.implicit(2, der.sequence(der.explicit(4, nameBytes('Status'))));
  const signer = makeCertificate({
    subject: 'Status',
    issuer: 'Root',
    keys: listKeys,
    by: rootKeys,
    serial: 11,
    extensions: [usageExtension(6)],
  });
  const issuing = extension(
    oids.issuingDistributionPoint,
    der.sequence(fullName, der.implicit(4, der.boolean(true))),
    true,
  );
  const whose = extension(oids.certificateIssuer, der.sequence(der.explicit(4, nameBytes('Centre'))), true);
  const list = (serial: number): Crl =>
    makeCrl({
      issuer: 'Status',
      by: listKeys,
      extensions: [issuing],
      entries: [{ serial, at: new Date('2026-06-02'), extensions: [whose] }],
    });
  const named = owner({ extensions: [point(crlIssuer)] });
  assert.deepEqual(faults(verify(named, [centre(), signer], [rootList, list(21)])), []);
  assert.deepEqual(faults(verify(named, [centre(), signer], [rootList, list(20)])), ['revoked']);
  assert.deepEqual(faults(verify(owner({ extensions: [point()] }), [centre(), signer], [rootList, list(21)])), [
    'status-unknown no-crl',
  ]);
  // Its signer needs a path and the right to sign lists.
  assert.deepEqual(faults(verify(named, [centre()], [rootList, list(21)])), ['status-unknown crl-signature']);
  const noRight = makeCertificate({
    subject: 'Status',
    issuer: 'Root',
    keys: listKeys,
    by: rootKeys,
    serial: 11,
    extensions: [usageExtension(0)],
  });
  assert.deepEqual(faults(verify(named, [centre(), noRight], [rootList, list(21)])), ['status-unknown crl-signer']);
  const rootEnded = makeCrl({ issuer: 'Root', by: rootKeys, entries: [{ serial: 11, at: new Date('2026-06-02') }] });
  assert.deepEqual(faults(verify(named, [centre(), signer], [rootEnded, list(21)])), ['status-unknown crl-signer']);
});

test('DECISIONS 36: an entry of the authority counts beside a clean list of the centre, the earlier of two entries is the moment', () => {
  const fullName = (file: string): Buffer =>
    der.explicit(0, der.explicit(0, der.implicit(6, der.ia5String(`http://status.kg/${file}`))));
  const crlIssuer = der.implicit(2, der.sequence(der.explicit(4, nameBytes('Status'))));
  const points = extension(
    oids.cRLDistributionPoints,
    der.sequence(der.sequence(fullName('centre')), der.sequence(fullName('authority'), crlIssuer)),
  );
  const issuing = extension(
    oids.issuingDistributionPoint,
    der.sequence(fullName('authority'), der.implicit(4, der.boolean(true))),
    true,
  );
  const whose = extension(oids.certificateIssuer, der.sequence(der.explicit(4, nameBytes('Centre'))), true);
  const signer = makeCertificate({
    subject: 'Status',
    issuer: 'Root',
    keys: listKeys,
    by: rootKeys,
    serial: 11,
    extensions: [usageExtension(6)],
  });
  const authority = (at: Date, serial: number, from?: Date): Crl =>
    makeCrl({
      issuer: 'Status',
      by: listKeys,
      extensions: [issuing],
      entries: [{ serial, at, extensions: [whose] }],
      ...(from && { from }),
    });
  const target = owner({ extensions: [points] });
  const check = (...lists: Crl[]): Verdict => verify(target, [centre(), signer], [rootList, ...lists]);
  assert.deepEqual(faults(check(centreList, authority(new Date('2026-06-02'), 21))), []);
  assert.deepEqual(faults(check(centreList, authority(new Date('2026-06-02'), 20))), ['revoked']);
  const centreToo = makeCrl({
    issuer: 'Centre',
    by: centreKeys,
    entries: [{ serial: 20, at: new Date('2026-06-03') }],
  });
  const status = check(centreToo, authority(new Date('2026-06-02'), 20)).statuses[1]!;
  assert.equal(
    status.state === 'revoked' && status.revocation.revocationDate.toISOString(),
    '2026-06-02T00:00:00.000Z',
  );
  // A newer list of the same line takes the place of an older one.
  const newer = makeCrl({ issuer: 'Centre', by: centreKeys, from: new Date('2026-06-10'), number: 2 });
  assert.deepEqual(faults(check(centreToo, newer)), []);
});

test('of several ways up, one that holds is found', () => {
  const wrongKeys = newKeys();
  const others = [
    centre({ keys: wrongKeys }),
    centre({ to: new Date('2026-02-01'), serial: 12 }),
    centre({ extensions: [], serial: 13 }),
    centre({ by: wrongKeys, serial: 14 }),
    centre({ issuer: 'Nobody', by: wrongKeys, serial: 15 }),
  ];
  assert.deepEqual(faults(verify(owner(), [...others, centre()], [rootList, centreList])), []);
  assert.deepEqual(faults(verify(owner(), others, [rootList, centreList])).length > 0, true);
  assert.deepEqual(faults(verify(owner({ by: wrongKeys }), [centre()], [rootList, centreList])), ['signature']);
  assert.deepEqual(faults(verify(owner({ issuer: 'Nobody' }), [centre()], [rootList, centreList])), ['no-path']);
});

test('key identifiers choose among many certificates of one name', () => {
  const decoys = Array.from({ length: 300 }, (_, index) =>
    centre({ keys: ownerKeys, serial: 100 + index, extensions: [...ca, keyIdExtension(`decoy ${index}`)] }),
  );
  const right = centre({ extensions: [...ca, keyIdExtension('right')] });
  const target = owner({ extensions: [authorityExtension('right')] });
  assert.deepEqual(
    faults(verify(target, [...decoys, right], [rootList, centreList], { budget: { signatures: 6 } })),
    [],
  );
});

test('centres that certify one another in circles end, within the budget', () => {
  const members = Array.from({ length: 12 }, (_, index) => ({ name: `Member ${index}`, keys: newKeys() }));
  const mesh = members.flatMap((issuer, from) =>
    members.flatMap((subject, to) =>
      from === to
        ? []
        : [
            makeCertificate({
              subject: subject.name,
              issuer: issuer.name,
              keys: subject.keys,
              by: issuer.keys,
              serial: from * 20 + to,
              extensions: ca,
            }),
          ],
    ),
  );
  const target = makeCertificate({ subject: 'Owner', issuer: 'Member 0', keys: ownerKeys, by: members[0]!.keys });
  const before = performance.now();
  const verdict = verify(target, mesh, []);
  assert.deepEqual(faults(verdict), ['work-budget']);
  assert.ok(performance.now() - before < 5_000);
});

test('only the wanted use, critical extensions that somebody reads, and trusted algorithms convince', () => {
  const lists = [rootList, centreList];
  const critical = extension(oids.qcStatements, der.sequence(), true);
  const rules = { algorithms: strictAlgorithms };
  assert.deepEqual(faults(verify(owner({ extensions: [critical] }), [centre()], lists)), ['critical-extension']);
  const understood = { rules: { ...rules, understood: new Set([oids.qcStatements]) } };
  assert.deepEqual(faults(verify(owner({ extensions: [critical] }), [centre()], lists, understood)), []);
  const stamping = extension(oids.extKeyUsage, der.sequence(der.oid(oids.kpTimeStamping)), true);
  const purpose = (extKeyUsage: string): Partial<Trust> => ({ rules: { ...rules, purpose: { extKeyUsage } } });
  assert.deepEqual(
    faults(verify(owner({ extensions: [stamping] }), [centre()], lists, purpose(oids.kpTimeStamping))),
    [],
  );
  assert.deepEqual(faults(verify(owner({ extensions: [stamping] }), [centre()], lists, purpose(oids.kpOCSPSigning))), [
    'purpose',
  ]);
  const nothing = { rules: { algorithms: { ...strictAlgorithms, algorithms: new Map() } } };
  assert.deepEqual(faults(verify(owner(), [centre()], lists, nothing)), ['algorithm-not-trusted']);
  const ended = new Map([[oids.ecdsaWithSHA256, { until: at }]]);
  assert.deepEqual(
    faults(verify(owner(), [centre()], lists, { rules: { algorithms: { ...strictAlgorithms, algorithms: ended } } })),
    ['algorithm-not-trusted'],
  );
});
