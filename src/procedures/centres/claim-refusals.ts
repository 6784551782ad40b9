import { refusals } from '../../platform/refusal.ts';

export const refuseClaim = refusals({
  CLAIM_CERTIFICATE_UNKNOWN: {
    law: ['ES-13.3', 'ES-13.1.5b'],
    text: {
      ky: 'Борбордун реестринде мындай номердеги сертификат жок.',
      ru: 'В реестре центра нет сертификата с таким номером.',
      en: 'The centre’s register has no certificate of that number.',
    },
  },
  CLAIM_CASE_UNKNOWN: {
    law: ['ES-13.3.1'],
    text: {
      ky: 'Бул борбордо сиздин мындай ишиңиз жок.',
      ru: 'Вашего дела с таким номером в этом центре нет.',
      en: 'You have no case of that number at this centre.',
    },
  },
  CLAIM_CHECK_UNKNOWN: {
    law: ['ES-13.3.2'],
    text: {
      ky: 'Бул борбордо сиз сураган мындай текшерүү жок.',
      ru: 'Вашей проверки с таким номером в этом центре нет.',
      en: 'You had no check of that number at this centre.',
    },
  },
  CLAIM_DAY_AHEAD: {
    law: ['ES-13.3'],
    text: {
      ky: 'Зыян келтирилген күн келечекте болушу мүмкүн эмес.',
      ru: 'День причинения вреда не может быть в будущем.',
      en: 'The day of the harm cannot be in the future.',
    },
  },
  CLAIM_AMOUNT: {
    law: ['ES-13.3'],
    text: {
      ky: 'Зыяндын суммасын сом менен көрсөтүңүз.',
      ru: 'Укажите сумму вреда в сомах.',
      en: 'State the amount of the harm in som.',
    },
  },
  CLAIM_ACCEPTED_AMOUNT: {
    law: ['ES-13.3'],
    text: {
      ky: 'Жарым-жартылай таанылган сумма көрсөтүлүп, талап кылынгандан аз болушу керек.',
      ru: 'При частичном признании нужна сумма, и она меньше заявленной.',
      en: 'Where the claim is accepted in part, the amount is stated, and it is less than was claimed.',
    },
  },
});
