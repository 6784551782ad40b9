import type { Lang, Text3 } from '../../platform/text.ts';
import { type Certificate, formatName } from '../path/index.ts';
import type { StatusInterval } from './services.ts';
import { type Element, element } from './xml.ts';

// The trusted list as ETSI TS 119 612 V2.3.1 has it, for a scheme outside of the EU (annex D.6).

const tsl = element({ prefix: '', uri: 'http://uri.etsi.org/02231/v2#' });
const etsi = 'http://uri.etsi.org/TrstSvc';
const territory = 'KG';
/** 5.1.4: English has to be there. */
const order: readonly Lang[] = ['en', 'ky', 'ru'];

export type ListedService = {
  readonly type: 'CA/QC' | 'NationalRootCA-QC';
  readonly name: Text3;
  readonly certificate: Certificate;
  /** The newest first. */
  readonly history: readonly StatusInterval[];
  readonly supplyPoints: readonly string[];
};
export type ListedProvider = {
  readonly name: Text3;
  /** 5.4.2: `NTRKG-` and the number of the registration. */
  readonly registration: string;
  readonly address: Text3;
  readonly electronic: readonly string[];
  readonly information: string;
  readonly services: readonly ListedService[];
};
export type ListFacts = {
  readonly publicUrl: string;
  readonly operator: Omit<ListedProvider, 'services' | 'registration'>;
  readonly providers: readonly ListedProvider[];
};

/** The list without its signature. `sequence`, `issuedAt`, `nextUpdate`: 5.3.2, 5.3.14, 5.3.15. */
export const trustedListXml = (
  { publicUrl, operator, providers }: ListFacts,
  { sequence, issuedAt, nextUpdate }: { sequence: number; issuedAt: Date; nextUpdate: Date },
): Element =>
  tsl(
    'TrustServiceStatusList',
    { Id: 'trusted-list', TSLTag: 'http://uri.etsi.org/19612/TSLTag' },
    tsl(
      'SchemeInformation',
      {},
      tsl('TSLVersionIdentifier', {}, '6'),
      tsl('TSLSequenceNumber', {}, String(sequence)),
      tsl('TSLType', {}, `${etsi}/TrustedList/TSLType/${territory}list`),
      tsl('SchemeOperatorName', {}, named('Name', operator.name)),
      tsl('SchemeOperatorAddress', {}, ...addresses(operator)),
      tsl('SchemeName', {}, named('Name', schemeName)),
      tsl('SchemeInformationURI', {}, pointers(`${publicUrl}/registers/centres`)),
      tsl('StatusDeterminationApproach', {}, `${etsi}/TrustedList/StatusDetn/${territory}determination`),
      tsl('SchemeTypeCommunityRules', {}, pointers(`${etsi}/TrustedList/schemerules/${territory}`)),
      tsl('SchemeTerritory', {}, territory),
      tsl('PolicyOrLegalNotice', {}, named('TSLLegalNotice', notice)),
      // 5.3.12: what was is never taken out.
      tsl('HistoricalInformationPeriod', {}, '65535'),
      tsl('ListIssueDateTime', {}, second(issuedAt)),
      tsl('NextUpdate', {}, tsl('dateTime', {}, second(nextUpdate))),
      tsl('DistributionPoints', {}, tsl('URI', {}, `${publicUrl}/registers/trusted-list.xml`)),
    ),
    providers.length === 0 ? undefined : tsl('TrustServiceProviderList', {}, providers.map(provider)),
  );

const provider = (one: ListedProvider): Element =>
  tsl(
    'TrustServiceProvider',
    {},
    tsl(
      'TSPInformation',
      {},
      tsl('TSPName', {}, named('Name', one.name)),
      tsl('TSPTradeName', {}, tsl('Name', { 'xml:lang': 'en' }, one.registration)),
      tsl('TSPAddress', {}, ...addresses(one)),
      tsl('TSPInformationURI', {}, pointers(one.information)),
    ),
    tsl(
      'TSPServices',
      {},
      one.services.map((service) => tspService(service, one.information)),
    ),
  );

const tspService = (
  { type, name, certificate, history, supplyPoints }: ListedService,
  information: string,
): Element => {
  const [current, ...earlier] = history;
  return tsl(
    'TSPService',
    {},
    tsl(
      'ServiceInformation',
      {},
      ...state(
        type,
        name,
        [
          tsl('DigitalId', {}, tsl('X509Certificate', {}, certificate.raw.toString('base64'))),
          ...identity(certificate),
        ],
        current!,
      ),
      supplyPoints.length === 0
        ? undefined
        : tsl(
            'ServiceSupplyPoints',
            {},
            supplyPoints.map((url) => tsl('ServiceSupplyPoint', {}, url)),
          ),
      type === 'NationalRootCA-QC' ? tsl('TSPServiceDefinitionURI', {}, pointers(information)) : undefined,
      type === 'CA/QC' ? forSignatures : undefined,
    ),
    earlier.length === 0
      ? undefined
      : tsl(
          'ServiceHistory',
          {},
          // 5.5.10: earlier ones are known by their key and name, not by the certificate again.
          earlier.map((one) => tsl('ServiceHistoryInstance', {}, ...state(type, name, identity(certificate), one))),
        ),
  );
};

const state = (
  type: ListedService['type'],
  name: Text3,
  ids: readonly Element[],
  { status, since }: StatusInterval,
): Element[] => [
  tsl('ServiceTypeIdentifier', {}, `${etsi}/Svctype/${type}`),
  tsl('ServiceName', {}, named('Name', name)),
  tsl('ServiceDigitalIdentity', {}, ids),
  tsl('ServiceStatus', {}, `${etsi}/TrustedList/Svcstatus/${status}`),
  // Whole seconds: what is granted is told no earlier than it was, what is withdrawn no later.
  tsl(
    'StatusStartingTime',
    {},
    second(status === 'granted' ? new Date(Math.ceil(since.getTime() / 1000) * 1000) : since),
  ),
];

const identity = ({ subject, subjectKeyId }: Certificate): Element[] => [
  tsl('DigitalId', {}, tsl('X509SubjectName', {}, formatName(subject))),
  ...(subjectKeyId === undefined ? [] : [tsl('DigitalId', {}, tsl('X509SKI', {}, subjectKeyId.toString('base64')))]),
];

/** 5.5.9.4: certificates for electronic signatures. */
const forSignatures = tsl(
  'ServiceInformationExtensions',
  {},
  tsl(
    'Extension',
    { Critical: 'false' },
    tsl(
      'AdditionalServiceInformation',
      {},
      tsl('URI', { 'xml:lang': 'en' }, `${etsi}/TrustedList/SvcInfoExt/ForeSignatures`),
    ),
  ),
);

const second = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;
const named = (name: string, text: Text3): Element[] =>
  order.map((lang) => tsl(name, { 'xml:lang': lang }, text[lang]));
const pointers = (url: string): Element[] => order.map((lang) => tsl('URI', { 'xml:lang': lang }, url));

const addresses = ({ address, electronic }: Pick<ListedProvider, 'address' | 'electronic'>): Element[] => [
  tsl(
    'PostalAddresses',
    {},
    order.map((lang) => {
      // A directory's address is one line: the place stands before its first comma, or behind its last one in English.
      const parts = address[lang].split(',').map((part) => part.trim());
      const place = lang === 'en' ? parts.at(-1)! : parts[0]!;
      const street = parts.filter((part) => part !== place).join('; ');
      return tsl(
        'PostalAddress',
        { 'xml:lang': lang },
        tsl('StreetAddress', {}, street === '' ? place : street),
        tsl('Locality', {}, place),
        tsl('CountryName', {}, territory),
      );
    }),
  ),
  tsl(
    'ElectronicAddress',
    {},
    electronic.map((url) => tsl('URI', { 'xml:lang': 'en' }, url)),
  ),
];

const schemeName: Text3 = {
  en: 'KG:Accredited certification centres and their services',
  ky: 'KG:Аккредиттелген күбөлөндүрүүчү борборлор жана алардын кызматтары',
  ru: 'KG:Аккредитованные удостоверяющие центры и их услуги',
};
const notice: Text3 = {
  en: 'Law of the Kyrgyz Republic “On electronic signature” of 19 July 2017 No. 128, articles 8, 15 and 16. Sandbox: centres and persons are invented.',
  ky: '2017-жылдын 19-июлундагы № 128 «Электрондук колтамга жөнүндө» Кыргыз Республикасынын Мыйзамы, 8, 15 жана 16-беренелер. Сыноо чөйрөсү: борборлор жана адамдар ойлоп табылган.',
  ru: 'Закон Кыргызской Республики «Об электронной подписи» от 19 июля 2017 года № 128, статьи 8, 15 и 16. Учебная среда: центры и лица вымышлены.',
};
