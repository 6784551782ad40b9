import {
  type DerNode,
  elements,
  fields,
  oidName,
  oids,
  readBits,
  readDer,
  readOid,
  readText,
  tags,
} from '../../der/index.ts';
import type { GeneralName } from '../../path/index.ts';
import { identifierOfKey, NOTICE_CHARACTERS } from '../extensions.ts';
import { criticalExtensions, extensionNames } from '../kinds.ts';
import type { Linted } from './linted.ts';
import { type Rule, when } from './rule.ts';

// RFC 5280 4.2: the extensions.

const isWeb = (url: string): boolean => /^https?:\/\/[a-z0-9.-]+(:\d+)?(\/[\x21-\x7e]*)?$/.test(url);
const isPlainWeb = (url: string): boolean => isWeb(url) && url.startsWith('http://');
const uriOf = (name: GeneralName | undefined): string => (name?.form === 'uri' ? name.text : '');

const knownExtensions: ReadonlySet<string> = new Set(extensionNames.map((name) => oids[name]));

export const extensionRules: readonly Rule[] = [
  {
    id: 'rfc.criticality',
    source: 'RFC 5280 4.2.1; RFC 3161 2.3; profile 1(2)',
    check: ({ certificate, rules }) =>
      extensionNames.filter((name) => {
        const found = certificate.extensions.get(oids[name]);
        if (found === undefined) return false;
        const must = criticalExtensions.includes(name) || (name === 'extKeyUsage' && rules.purposesCritical);
        return found.critical !== must;
      }),
  },
  {
    id: 'rfc.unknown-extension',
    source: 'RFC 5280 4.2; profile 4.3',
    check: ({ certificate }) =>
      [...certificate.extensions.keys()].filter((oid) => !knownExtensions.has(oid)).map(oidName),
  },
  {
    id: 'rfc.subject-key-identifier',
    source: 'RFC 5280 4.2.1.2; RFC 7093',
    check: ({ certificate }) =>
      when(
        certificate.subjectKeyId !== undefined &&
          !certificate.subjectKeyId.equals(identifierOfKey(certificate.publicKey.key)),
        'subjectKeyIdentifier',
      ),
  },
  {
    id: 'rfc.authority-key-identifier',
    source: 'RFC 5280 4.2.1.1',
    check: ({ certificate: { authorityKey, subjectKeyId } }, { issuer }) => {
      const wanted = issuer === undefined ? subjectKeyId : issuer.subjectKeyId;
      return when(
        authorityKey !== undefined && (wanted === undefined || authorityKey.keyId?.equals(wanted) !== true),
        'authorityKeyIdentifier',
      );
    },
  },
  {
    // DECISIONS 36: issuer and number would break the path when the centre's certificate is renewed.
    id: 'profile.authority-by-key-only',
    source: 'profile 4.3; RFC 5280 4.2.1.1',
    check: ({ certificate: { authorityKey } }) =>
      when(authorityKey?.issuer !== undefined || authorityKey?.serial !== undefined, 'authorityKeyIdentifier'),
  },
  {
    id: 'rfc.basic-constraints-kind',
    source: 'RFC 5280 4.2.1.9',
    check: ({ certificate: { basicConstraints }, rules }) =>
      when(basicConstraints !== undefined && basicConstraints.ca !== rules.ca, 'basicConstraints/cA'),
  },
  {
    id: 'rfc.path-length',
    source: 'RFC 5280 4.2.1.9; profile 2',
    norms: ['ES-13.4a'],
    check: ({ certificate: { basicConstraints }, rules }, { issuer }) => {
      const length = basicConstraints?.pathLength;
      const above = issuer?.basicConstraints?.pathLength ?? Infinity;
      const wrong = rules.ca
        ? length === undefined || length > rules.maxPathLength! || length >= above
        : length !== undefined;
      return when(basicConstraints?.ca === rules.ca && wrong, 'basicConstraints/pathLenConstraint');
    },
  },
  {
    id: 'rfc.key-usage-kind',
    source: 'RFC 5280 4.2.1.3, 4.2.1.9; profile 4.3',
    check: ({ certificate, rules }) => {
      const extension = certificate.extensions.get(oids.keyUsage);
      if (extension === undefined) return [];
      const { bytes } = readBits(readDer(extension.value));
      const has: number[] = [];
      for (let bit = 0; bit < bytes.length * 8; bit++)
        if ((bytes[bit >> 3]! & (0x80 >> (bit & 7))) !== 0) has.push(bit);
      const allowed = rules.keyUsage.some((set) => set.length === has.length && set.every((bit) => has.includes(bit)));
      return when(!allowed, 'keyUsage');
    },
  },
  {
    id: 'rfc.purposes',
    source: 'RFC 5280 4.2.1.12; RFC 3161 2.3; RFC 6960 4.2.2.2',
    norms: ['ES-14.3c'],
    check: ({ certificate: { extKeyUsage }, rules }) => {
      if (extKeyUsage === undefined) return [];
      const missing = rules.requiredPurposes.filter((one) => !extKeyUsage.has(one));
      const foreign = [...extKeyUsage].filter((one) => !rules.allowedPurposes.includes(one));
      return [...missing, ...foreign].map((one) => `extKeyUsage/${oidName(one)}`);
    },
  },
  {
    id: 'rfc.policy-notice',
    source: 'RFC 5280 4.2.1.4',
    check: ({ certificate }) =>
      noticesOf(certificate.policies).flatMap((text) =>
        when(text.tag !== tags.utf8String || Array.from(readText(text)).length > NOTICE_CHARACTERS, 'userNotice'),
      ),
  },
  {
    id: 'profile.policy-rules-address',
    source: 'RFC 5280 4.2.1.4; profile 4.3',
    norms: ['ES-13.7a'],
    check: ({ certificate: { policies } }) => {
      const first = policies?.[0];
      return when(
        first !== undefined && !isWeb(qualifier(first.qualifiers, oids.cps) ?? ''),
        'certificatePolicies/cPSuri',
      );
    },
  },
  {
    id: 'rfc.distribution-points',
    source: 'RFC 5280 4.2.1.13',
    check: ({ certificate: { crlPoints } }) =>
      (crlPoints ?? []).flatMap(({ name, reasons }) => {
        const urls = name !== undefined && 'full' in name ? name.full : [];
        // http: a list over https would need the list to be fetched.
        return when(
          reasons !== undefined || urls.length === 0 || !urls.every((one) => isPlainWeb(uriOf(one))),
          'cRLDistributionPoints',
        );
      }),
  },
  {
    id: 'profile.two-distribution-points',
    source: 'profile 8',
    norms: ['ES-13.1.6c'],
    check: ({ certificate: { crlPoints }, rules }, { issuerKind }) => {
      const fromRoot = rules.kind === 'NQ' ? issuerKind === 'ROOT' : rules.issuers.includes('ROOT');
      if (crlPoints === undefined || fromRoot) return [];
      const [own, after, ...others] = crlPoints;
      const named = after?.crlIssuer?.length === 1 && after.crlIssuer[0]!.form === 'directory';
      return when(own?.crlIssuer !== undefined || !named || others.length > 0, 'cRLDistributionPoints');
    },
  },
  {
    id: 'rfc.authority-information',
    source: 'RFC 5280 4.2.2.1; profile 4.3',
    norms: ['ES-13.1.6c'],
    check: ({ certificate: { authorityInfo, extensions } }) => {
      if (!extensions.has(oids.authorityInfoAccess)) return [];
      const wrong = [oids.adOcsp, oids.adCaIssuers].filter(
        (method) => !authorityInfo.some((one) => one.method === method && isPlainWeb(uriOf(one.location))),
      );
      return wrong.map((method) => `authorityInfoAccess/${oidName(method)}`);
    },
  },
  {
    id: 'rfc.email',
    source: 'RFC 5280 4.2.1.6; RFC 5321 4.1.2',
    norms: ['ES-17.2.7'],
    check: ({ certificate: { subjectAltNames } }) =>
      subjectAltNames.flatMap((name) =>
        when(
          name.form !== 'email' || !/^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(name.text),
          'subjectAltName',
        ),
      ),
  },
];

type Policies = Linted['certificate']['policies'];

const qualifiersOf = (node: DerNode | undefined): readonly { id: string; value: DerNode }[] =>
  node === undefined
    ? []
    : elements(node).map((one) => {
        const f = fields(one);
        return { id: readOid(f.next()), value: f.next() };
      });

const qualifier = (node: DerNode | undefined, id: string): string | undefined => {
  const found = qualifiersOf(node).find((one) => one.id === id);
  return found && readText(found.value, tags.ia5String);
};

/** The explicitText of every notice. */
export const noticesOf = (policies: Policies): readonly DerNode[] =>
  (policies ?? []).flatMap(({ qualifiers }) =>
    qualifiersOf(qualifiers)
      .filter(({ id }) => id === oids.unotice)
      .flatMap(({ value }) => value.children.filter(({ tag }) => tag !== tags.sequence)),
  );
