import { refusals } from '../../platform/refusal.ts';

export const refuse = refusals({
  RULE_MALFORMED: {
    law: ['ES-8.1a'],
    text: {
      ky: 'Эреженин мазмуну белгиленген түргө туура келбейт.',
      ru: 'Содержание правила не соответствует установленному виду.',
      en: 'The contents of the rule do not have the form set for it.',
    },
  },
  RULE_STATUTORY_CHECK_MISSING: {
    law: ['ES-8.4.3a'],
    text: {
      ky: 'Аккредиттөөнүн эрежелеринде мыйзам койгон шарт жок: аны эч бир эреже алып сала албайт.',
      ru: 'В правилах аккредитации нет условия, установленного законом: никакое правило не может его отменить.',
      en: 'The rules of accreditation lack a condition that the law sets: no rule can do away with it.',
    },
  },
  RULE_CHECK_UNKNOWN: {
    law: ['ES-8.4.3a'],
    text: {
      ky: 'Эреже мыйзамда жок шартка шилтеме кылат.',
      ru: 'Правило ссылается на условие, которого в законе нет.',
      en: 'The rule refers to a condition that the law does not have.',
    },
  },
  RULE_IN_THE_PAST: {
    law: ['ES-8.1a'],
    text: {
      ky: 'Эреже өткөн күндөн тартып киргизилбейт: мурда берилген документтер өзгөрбөйт.',
      ru: 'Правило не вводится задним числом: ранее выданные документы не меняются.',
      en: 'A rule does not begin in the past: documents given before do not change.',
    },
  },
  RULE_DAY_TAKEN: {
    law: ['ES-8.1a'],
    status: 409,
    text: {
      ky: 'Бул күндөн тартып мындай эреже мурда киргизилген.',
      ru: 'С этого дня такое правило уже введено.',
      en: 'A rule of this kind begins on that day already.',
    },
  },
  RULE_UNKNOWN: {
    law: ['ES-8.1a'],
    status: 404,
    text: {
      ky: 'Мындай эреже киргизилген эмес.',
      ru: 'Такое правило не введено.',
      en: 'No such rule has been entered.',
    },
  },
  RULE_WITHDRAWN: {
    law: ['ES-8.1a'],
    status: 409,
    text: {
      ky: 'Бул эреже мурда кайтарып алынган.',
      ru: 'Это правило уже отозвано.',
      en: 'This rule has been withdrawn already.',
    },
  },
  RULE_HAS_BEGUN: {
    law: ['ES-8.1a'],
    status: 409,
    text: {
      ky: 'Эреже колдонула баштады: аны кайтарып алууга болбойт, аны кийинки редакция гана алмаштырат.',
      ru: 'Правило уже действует: отозвать его нельзя, его сменит только следующая редакция.',
      en: 'The rule holds already: it cannot be withdrawn, only the next edition takes its place.',
    },
  },
});
