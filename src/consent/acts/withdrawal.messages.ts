import type { Text3 } from '../../platform/text.ts';

/** What the subject signs to withdraw (PD-9.4a, CP-F-30): the declaration; free words of one's own stand beside it. */
export const withdrawalDeclaration: Text3 = {
  ky: '«{purpose}» максаты үчүн «{holder}» кармоочусуна жеке маалыматтарды иштетүүгө берилген макулдукту кайта сурап алам.',
  ru: 'Отзываю согласие на обработку персональных данных, данное держателю «{holder}» для цели «{purpose}».',
  en: 'I withdraw the consent to the processing of personal data given to the holder “{holder}” for the purpose “{purpose}”.',
};
