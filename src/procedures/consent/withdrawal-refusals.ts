import { refusals } from '../../platform/refusal.ts';

export const refuseWithdrawal = refusals({
  CONSENT_NOT_LIVE: {
    law: ['PD-9.4a'],
    status: 409,
    text: {
      ky: 'Бул макулдук колдонулбай калган: аны кайта сурап алуунун зарылдыгы жок.',
      ru: 'Это согласие уже не действует: отзывать его не требуется.',
      en: 'This consent is no longer in force: there is nothing to withdraw.',
    },
  },
  NO_BAR_NAMED: {
    law: ['PD-9.4b', 'PD-9.4c'],
    text: {
      ky: 'Макулдукту кайта сурап алууга тоскоол болгон негиз көрсөтүлгөн эмес. Аткарылбаган милдеттенмени же мурда катталган башка негизди атаңыз.',
      ru: 'Не названо основание, препятствующее отзыву. Назовите неисполненное обязательство или иное ранее зафиксированное основание.',
      en: 'No ground that bars the withdrawal is named. Name the unfulfilled obligation or another ground recorded earlier.',
    },
  },
  OBLIGATION_NOT_NAMED: {
    law: ['PD-9.4c'],
    text: {
      ky: 'Аткарылбаган милдеттенме аныкталбай калды: келишимди, карызды жана аткаруу күнүн көрсөтүңүз.',
      ru: 'Неисполненное обязательство не определено: укажите договор, что причитается и срок исполнения.',
      en: 'The unfulfilled obligation is not identified: state the contract, what is owed and when it is due.',
    },
  },
  BAR_NOT_RECORDED_EARLIER: {
    law: ['PD-9.4b'],
    text: {
      ky: 'Бул негиз арыз берилгенге чейин катталган эмес, ошондуктан кайта сурап алууга тоскоол боло албайт.',
      ru: 'Это основание не было зафиксировано до подачи заявления и потому не может препятствовать отзыву.',
      en: 'This ground was not on record before the application was filed, so it cannot bar the withdrawal.',
    },
  },
  NOT_CIVIL_OBLIGATION: {
    law: ['PD-9.4c', 'PD-9.4d'],
    text: {
      ky: 'Субъекттин ушул кармоочу алдындагы жарандык-укуктук милдеттенмеси гана тоскоол боло алат. Салык карызы андай милдеттенме эмес.',
      ru: 'Препятствовать может только гражданско-правовое обязательство субъекта перед этим держателем. Налоговая задолженность таким обязательством не является.',
      en: 'Only a civil-law obligation of the subject to this holder can bar it. A tax debt is not one.',
    },
  },
  BAR_HAS_FALLEN: {
    law: ['PD-9.4d'],
    text: {
      ky: 'Милдеттенме аткарылган же негиздин мөөнөтү бүткөн: ал мындан ары тоскоол болбойт.',
      ru: 'Обязательство исполнено или срок основания истёк: оно больше не препятствует отзыву.',
      en: 'The obligation is fulfilled or the ground has ended: it bars nothing any more.',
    },
  },
  NO_SUCH_BAR: {
    law: ['PD-9.4d'],
    text: {
      ky: 'Баш тартууда мындай тоскоолдук көрсөтүлгөн эмес же ал мурда эле жоюлган.',
      ru: 'В отказе такое препятствие не названо либо оно уже устранено.',
      en: 'The refusal names no such bar, or it has been lifted already.',
    },
  },
  REASONS_EMPTY: {
    law: ['PD-15.1'],
    text: {
      ky: 'Даттануунун себебин жазыңыз.',
      ru: 'Укажите, на что вы жалуетесь.',
      en: 'Say what the complaint is about.',
    },
  },
});
