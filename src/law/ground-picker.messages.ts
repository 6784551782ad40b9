import type { Text3 } from '../platform/text.ts';

// Why consent is, or must not be, asked.

export const pickerTexts: Readonly<Record<string, Text3>> &
  Readonly<Record<'creative' | 'nothingElse' | 'special' | 'otherGround', Text3>> = {
  legal_obligation: {
    ky: 'Бул маалыматтарды иштетүүгө мыйзам милдеттендирет. Макулдук суралбайт: аны кайта сурап алуу эч нерсени өзгөртмөк эмес, ошондуктан суроонун өзү субъектти жаңылыштырат.',
    ru: 'Обрабатывать эти данные обязывает закон. Согласие не запрашивается: его отзыв ничего бы не изменил, и сам запрос вводил бы субъекта в заблуждение.',
    en: 'The law obliges the holder to process this data. Consent is not asked: withdrawing it would change nothing, so the request itself would mislead the subject.',
  },
  public_powers: {
    ky: 'Маалыматтар органдын мыйзамда белгиленген ыйгарым укуктарын аткаруу үчүн зарыл. Бул негиз жетиштүү, макулдук суралбайт.',
    ru: 'Данные необходимы для осуществления полномочий органа, установленных законодательством. Этого основания достаточно, согласие не запрашивается.',
    en: 'The data is necessary for powers of the body that are set by legislation. That ground suffices; consent is not asked.',
  },
  public_interest: {
    ky: 'Маалыматтар актыда белгиленген коомдук кызыкчылыктагы милдет үчүн зарыл. Бул негиз жетиштүү, макулдук суралбайт.',
    ru: 'Данные необходимы для задачи общественного интереса, установленной актом. Этого основания достаточно, согласие не запрашивается.',
    en: 'The data is necessary for a task of public interest set by an act. That ground suffices; consent is not asked.',
  },
  contract: {
    ky: 'Маалыматтарды иштетүү субъект тарабы болгон келишимден келип чыгат. Өзүнчө макулдук талап кылынбайт.',
    ru: 'Обработка вытекает из договора, стороной которого является субъект. Отдельное согласие не требуется.',
    en: 'Processing follows from a contract to which the subject is a party. No separate consent is needed.',
  },
  pre_contract: {
    ky: 'Маалыматтар субъекттин арызы боюнча келишим түзүү үчүн керек. Келишим түзүлгөнгө же арыз артка алынганга чейин макулдук талап кылынбайт.',
    ru: 'Данные нужны для заключения договора по заявке субъекта. До заключения договора или отзыва заявки согласие не требуется.',
    en: 'The data is needed to conclude a contract the subject applied for. Until it is concluded or dropped no consent is needed.',
  },
  official_statistics: {
    ky: 'Маалыматтар расмий статистика үчүн псевдонимдештирилген түрдө иштетилет жана андан кийин жок кылынат. Макулдук талап кылынбайт.',
    ru: 'Данные обрабатываются для официальной статистики в псевдонимизированной форме и затем уничтожаются. Согласие не требуется.',
    en: 'The data is processed for official statistics in pseudonymised form and then destroyed. No consent is needed.',
  },
  vital_interests: {
    ky: 'Адамдын турмуштук маанилүү кызыкчылыгын коргоо үчүн макулдукту күтүүгө болбойт. Кырдаал өткөндөн кийин бул негиз кайра каралат.',
    ru: 'Ради жизненно важных интересов человека согласия не ждут. После того как ситуация минует, основание пересматривается.',
    en: "A person's vital interests do not wait for consent. Once the situation has passed the ground is reviewed.",
  },
  otherGround: {
    ky: 'Башка укуктук негиз жетиштүү, макулдук суралбайт.',
    ru: 'Достаточно другого правового основания, согласие не запрашивается.',
    en: 'Another legal ground suffices; consent is not asked.',
  },
  nothingElse: {
    ky: 'Башка укуктук негиз жок: бул максат үчүн субъекттин макулдугу керек.',
    ru: 'Иного правового основания нет: для этой цели необходимо согласие субъекта.',
    en: 'There is no other legal ground: this purpose needs the consent of the subject.',
  },
  special: {
    ky: 'Максаттын башка негизи бар, бирок маалыматтардын атайын категорияларына тыюу салынган. Аларды атап көрсөткөн макулдук же 8-берененин 2-бөлүгүндөгү башка учур керек.',
    ru: 'Основание для цели есть, однако специальные категории данных запрещены. Нужно согласие, прямо их называющее, либо иной случай части 2 статьи 8.',
    en: 'The purpose has another ground, but special categories are forbidden. It needs a consent that names them expressly or another case of article 8, part 2.',
  },
  creative: {
    ky: 'Журналистика жана чыгармачылык үчүн маалыматтар субъекттин макулдугу менен гана иштетилет.',
    ru: 'Для журналистики и творчества данные обрабатываются только с согласия субъекта.',
    en: 'For journalism and creative work data is processed only with the consent of the subject.',
  },
};
