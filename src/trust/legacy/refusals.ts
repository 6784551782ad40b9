import { refusals } from '../../platform/refusal.ts';

export const refuse = refusals({
  LEGACY_UNREADABLE: {
    law: ['ES-19.1a'],
    text: {
      ky: 'Бул файл сертификат эмес же ал бузулган.',
      ru: 'Этот файл не является сертификатом или повреждён.',
      en: 'This file is no certificate, or it is damaged.',
    },
  },
  LEGACY_NOT_AN_AUTHORITY: {
    law: ['ES-19.1a'],
    text: {
      ky: 'Бул – борбордун сертификаты эмес: анын ачкычы менен сертификаттарга кол коюлбайт.',
      ru: 'Это не сертификат центра: его ключом сертификаты не подписываются.',
      en: 'This is not the certificate of a centre: its key signs no certificates.',
    },
  },
  LEGACY_AUTHORITY_TOO_LATE: {
    law: ['ES-20.2'],
    text: {
      ky: 'Сертификат мурунку мыйзам күчүн жоготкондон кийин түзүлгөн: мурунку мыйзамдын борборунда мындай сертификат болгон эмес.',
      ru: 'Сертификат создан после того, как прежний закон утратил силу: у центра прежнего закона такого быть не могло.',
      en: 'The certificate was made after the former law had lost force: no centre of that law had it.',
    },
  },
  LEGACY_TAKEN_OVER: {
    law: ['ES-19.1a'],
    status: 409,
    text: {
      ky: 'Бул борбордун сертификаты мурда кабыл алынган.',
      ru: 'Сертификат этого центра уже принят.',
      en: 'The certificate of this centre was taken over before.',
    },
  },
  LEGACY_UNKNOWN: {
    law: ['ES-19.1a'],
    status: 404,
    text: {
      ky: 'Мындай борбор киргизилген эмес же ал мурда эле ырасталган же токтотулган.',
      ru: 'Такой центр не внесён, либо он уже подтверждён или прекращён.',
      en: 'No such centre has been entered, or it was approved or ended before.',
    },
  },
  LEGACY_CHANGED: {
    law: ['ES-19.1a'],
    status: 409,
    text: {
      ky: 'Бул киргизилген маалымат эмес: аны кайра карап чыгыңыз.',
      ru: 'Внесено не то, что подтверждается: просмотрите запись заново.',
      en: 'This is not what was entered: look at it anew.',
    },
  },
  LEGACY_SECOND_OFFICER: {
    law: ['ES-19.1a'],
    status: 409,
    text: {
      ky: 'Борборду кабыл алууну аны киргизгенден башка кызматкер ырастайт.',
      ru: 'Приём центра подтверждает не тот сотрудник, который его внёс.',
      en: 'Another officer than the one who entered the centre approves it.',
    },
  },
  LEGACY_REGISTER_TWICE: {
    law: ['ES-19.1a'],
    text: {
      ky: 'Реестрде бир эле сертификат эки жолу жазылган.',
      ru: 'В реестре один и тот же сертификат указан дважды.',
      en: 'The register names a certificate twice.',
    },
  },
  LEGACY_MOMENT_IN_FUTURE: {
    law: ['ES-19.1b'],
    text: {
      ky: 'Бул учур келечекте болушу мүмкүн эмес.',
      ru: 'Этот момент не может быть в будущем.',
      en: 'This moment cannot be in the future.',
    },
  },
});
