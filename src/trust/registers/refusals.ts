import { refusals } from '../../platform/refusal.ts';

export const refuse = refusals({
  REGISTER_UNKNOWN: {
    law: ['ES-8.3a'],
    status: 404,
    text: {
      ky: 'Мындай реестр же тизме жок.',
      ru: 'Такого реестра или перечня нет.',
      en: 'There is no such register or list.',
    },
  },
  REGISTER_MOMENT_IN_FUTURE: {
    law: ['ES-8.3a'],
    text: {
      ky: 'Келечектеги учурга карата абал белгисиз.',
      ru: 'Состояние на будущий момент неизвестно.',
      en: 'The state as of a moment in the future is not known.',
    },
  },
  REGISTER_NOT_SIGNED_HERE: {
    law: ['ES-8.3b'],
    status: 503,
    text: {
      ky: 'Бул орнотмодо автоматтык колтамганын ачкычы жок: тизмени колтамгасыз окуса болот.',
      ru: 'В этой установке нет ключа автоматической подписи: перечень можно читать без подписи.',
      en: 'This installation holds no key for automatic signatures: the list can be read without one.',
    },
  },
  REGISTER_TRANSFER_DIFFERS: {
    law: ['ES-15.4.2', 'ES-8.4.1'],
    text: {
      ky: 'Сертификаттар реестри көрсөтүлгөн реестрге дал келбейт: жазуулардын саны же хеши башка.',
      ru: 'Реестр сертификатов не совпадает с указанным: отличается число записей или хеш.',
      en: 'The register of certificates is not the one stated: the number of entries or the digest differs.',
    },
  },
  REG_FIELD_MISSING: {
    law: ['ES-8.4.2a'],
    text: {
      ky: 'Реестрдин жазуусунда мыйзам талап кылган маалымат жок.',
      ru: 'В записи реестра нет сведений, которых требует закон.',
      en: 'The entry of the register lacks what the law demands.',
    },
  },
  REGISTER_FORMAT_UNKNOWN: {
    law: ['ES-8.4.1'],
    text: {
      ky: 'Реестрди өткөрүп берүүнүн мындай тартиби жок.',
      ru: 'Такого порядка передачи реестра нет.',
      en: 'There is no such order of transferring a register.',
    },
  },
  CERTIFICATE_NOT_IN_REGISTER: {
    law: ['ES-13.2.3a'],
    status: 404,
    text: {
      ky: 'Сертификаттар реестринде мындай номер же бармак изи менен сертификат жок.',
      ru: 'В реестре сертификатов нет сертификата с таким номером или отпечатком.',
      en: 'The registers of certificates hold no certificate of that number or fingerprint.',
    },
  },
});
