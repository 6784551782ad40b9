import { refusals } from '../../platform/refusal.ts';

export const refuse = refusals({
  REG_DESTROY_FORBIDDEN: {
    law: ['ES-13.6a', 'ES-13.6b'],
    status: 409,
    text: {
      ky: 'Бул маалымат борбордун ишинин бүткүл мөөнөтү ичинде сакталат: андан кыска мөөнөт караган укуктук акт жок же ал мөөнөт бүтө элек.',
      ru: 'Эти сведения хранятся в течение всего срока деятельности центра: нормативного акта с более коротким сроком нет или этот срок не истёк.',
      en: 'This information is kept for the whole period of the centre’s activity: no normative act provides a shorter term, or that term has not passed.',
    },
  },
  REG_PURGE_TERM_RUNS: {
    law: ['ES-13.6a'],
    status: 409,
    text: {
      ky: 'Сертификаттын мөөнөтү бүтө элек: ага чейин реестрдеги жазуу сакталат, болбосо токтотулган сертификат тизмелерден чыгып калат.',
      ru: 'Срок действия сертификата не истёк: до этого запись реестра хранится, иначе прекращённый сертификат исчез бы из списков.',
      en: 'The term of the certificate has not passed: until then its entry is kept, or an ended certificate would vanish from the lists.',
    },
  },
  REG_PURGE_ISSUER: {
    law: ['ES-13.6a'],
    status: 409,
    text: {
      ky: 'Сертификаттарды берүүчүнүн же кызматтын сертификаты реестрден өчүрүлбөйт: ал боюнча мурда коюлган колтамгалар текшерилет.',
      ru: 'Сертификат издателя или службы из реестра не удаляется: по нему проверяются подписи, созданные прежде.',
      en: 'The certificate of an issuer or a service is not removed from the register: signatures made before are verified by it.',
    },
  },
  RETENTION_CERTIFICATE_UNKNOWN: {
    law: ['ES-13.1.5a'],
    status: 404,
    text: {
      ky: 'Борбордун реестринде мындай сертификат жок.',
      ru: 'В реестре центра нет такого сертификата.',
      en: 'The register of the centre has no such certificate.',
    },
  },
  RETENTION_DATES_CROSSED: {
    law: ['ES-13.6b'],
    text: {
      ky: 'Акт күчүнө кирген күнгө чейин күчүн жогото албайт.',
      ru: 'Акт не может утратить силу раньше, чем вступил в неё.',
      en: 'An act cannot end before it comes into force.',
    },
  },
});
