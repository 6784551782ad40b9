import { oids } from '../../der/index.ts';
import { nameBounds } from '../names.ts';
import { isQualifiedEnd } from '../kinds.ts';
import { type Rule, when } from './rule.ts';

// Sections 10(2) to 10(4), 10(9), 10(10), 10(12): the owner, the acting person, limits, powers, statements.

export const ownerRules: readonly Rule[] = [
  {
    id: 'profile.birth',
    source: 'art. 17(2)(2)',
    norms: ['ES-17.2.2b', 'ES-17.2.2c'],
    code: 'ISS_FIELD_MISSING',
    check: ({ kind, content: { personal } }) =>
      kind !== 'QN' || personal === undefined
        ? []
        : [
            ...when(personal.placeOfBirth === undefined, 'placeOfBirth'),
            ...when(personal.dateOfBirth === undefined, 'dateOfBirth'),
          ],
  },
  {
    id: 'profile.birth-as-document',
    source: 'profile 1(5)',
    norms: ['ES-17.2.2b', 'ES-17.2.2c'],
    check: ({ content: { personal } }, { application: { born } }) =>
      personal?.dateOfBirth === undefined || personal.placeOfBirth === undefined
        ? []
        : [
            ...when(personal.placeOfBirth !== born?.place, 'placeOfBirth'),
            ...when(personal.dateOfBirth !== born?.date, 'dateOfBirth'),
          ],
  },
  {
    // The patronymic is the end of givenName, and stands by itself as well; who has none says so at the application.
    id: 'profile.patronymic',
    source: 'art. 14(2)(2), 17(2)(2)',
    norms: ['ES-14.2.2a', 'ES-17.2.2a'],
    code: 'ISS_FIELD_MISSING',
    check: ({ kind, subject, content: { personal } }, { application }) => {
      if (kind !== 'QN' || personal === undefined) return [];
      const { patronymic } = personal;
      if (patronymic === undefined) return when(!application.noPatronymic, 'patronymic');
      return when(application.noPatronymic || subject.givenName?.endsWith(` ${patronymic}`) === false, 'patronymic');
    },
  },
  {
    id: 'profile.legal-entity',
    source: 'art. 17(2)(2); EN 319 412-1 5.1.4',
    norms: ['ES-17.2.2d', 'ES-17.2.2e'],
    check: ({ kind, subject, content: { legalEntity } }) => {
      if (legalEntity === undefined || subject.organizationName === undefined) return [];
      const { organizationIdentifier, countryName, organizationName } = subject;
      const wanted = `NTR${countryName ?? ''}-${legalEntity.registrationNumber}`;
      const fits = Array.from(legalEntity.fullName).length <= nameBounds.organizationName;
      return [
        ...when(
          organizationIdentifier !== undefined && organizationIdentifier !== wanted,
          'subject/organizationIdentifier',
        ),
        // A short form may stand in the subject only where the full name does not fit.
        // Of a trusted person the organisation is the centre (profile 4.2): its own name stands in the unit.
        ...when(kind !== 'TP' && fits && organizationName !== legalEntity.fullName, 'subject/organizationName'),
      ];
    },
  },
  {
    id: 'profile.legal-entity-place',
    source: 'art. 17(2)(2)',
    norms: ['ES-17.2.2f'],
    code: 'ISS_FIELD_MISSING',
    check: ({ content: { legalEntity } }) =>
      when(
        legalEntity !== undefined && legalEntity.registeredPlace === undefined && legalEntity.actualPlace === undefined,
        'kgSubjectLegalEntity/registeredPlace',
      ),
  },
  {
    id: 'profile.legal-entity-as-registered',
    source: 'profile 1(5), 4.2',
    norms: ['ES-17.2.2d', 'ES-17.2.2e'],
    check: ({ kind, content: { legalEntity } }, { application: { registered } }) =>
      legalEntity === undefined || !isQualifiedEnd(kind)
        ? []
        : [
            ...when(legalEntity.fullName !== registered?.fullName, 'kgSubjectLegalEntity/fullName'),
            ...when(legalEntity.registrationNumber !== registered?.number, 'kgSubjectLegalEntity/registrationNumber'),
          ],
  },
  {
    id: 'profile.representation-document',
    source: 'art. 14(3)',
    norms: ['ES-14.3b'],
    code: 'ISS_FIELD_MISSING',
    check: ({ content: { representation } }) =>
      when(representation !== undefined && representation.document === undefined, 'kgRepresentation/document'),
  },
  {
    // QcCompliance without the country would claim a qualified certificate of the European Union.
    id: 'profile.qc-pair',
    source: 'EN 319 412-5 4.2.1, 4.2.4; profile 7',
    check: ({ content: { qc } }) => {
      if (qc === undefined) return [];
      const has = (oid: string): boolean => qc.statements.includes(oid);
      const pair = has(oids.qcCompliance) === has(oids.qcCClegislation);
      return when(!pair || (qc.compliance !== undefined && qc.compliance !== 'KG'), 'qcStatements/QcCClegislation');
    },
  },
  {
    id: 'profile.qc-statements',
    source: 'EN 319 412-5; profile 7',
    norms: ['ES-14.3c', 'ES-18.4'],
    check: ({ kind, subject, content: { qc } }) => {
      if (qc === undefined || !isQualifiedEnd(kind)) return [];
      const natural = subject.serialNumber?.startsWith('PNO') === true ? 'natural' : undefined;
      const langs = qc.guides?.map(({ lang }) => lang) ?? [];
      const secure = qc.guides?.every(({ url }) => url.startsWith('https://')) === true;
      return [
        ...when(
          !qc.statements.includes(oids.qcCompliance) && !qc.statements.includes(oids.qcCClegislation),
          'qcStatements/QcCompliance',
        ),
        ...when(qc.type !== (kind === 'QA' ? 'eseal' : 'esign'), 'qcStatements/QcType'),
        ...when(!langs.includes('ky') || !langs.includes('ru') || !secure, 'qcStatements/QcPDS'),
        ...when(qc.semantics !== (kind === 'QN' ? natural : 'legal'), 'qcStatements/pkixQCSyntax-v2'),
        ...when(qc.statements.includes(oids.qcSSCD) || qc.statements.includes(oids.qcRetentionPeriod), 'qcStatements'),
      ];
    },
  },
  {
    // ES-17.2.7: what was not demanded is not there.
    id: 'profile.further-data',
    source: 'art. 17(2)(7); profile 1(6)',
    norms: ['ES-17.2.7'],
    check: ({ content: { additional }, certificate, subject }, { application: { furtherData } }) =>
      furtherData
        ? []
        : [
            ...when(additional !== undefined, 'kgAdditionalInfo'),
            ...when(certificate.subjectAltNames.length > 0, 'subjectAltName'),
            ...when(subject.serialNumber?.startsWith('PNO') === true, 'subject/serialNumber'),
          ],
  },
];
