/** ES-1.1: what signatures are used for, as the law divides it. Every flow that ends in a signature says which one it is. */
export const actCategories = [
  'civil_transaction',
  'state_municipal_service',
  'state_municipal_function',
  'other_legal_act',
] as const;
export type ActCategory = (typeof actCategories)[number];

export type SignatureLaw = { readonly act: 'ES'; readonly by: 'ES-1.1' };

/** Which rules a signature of this category is under. The law names all four and treats them alike. */
export const signatureLaw = (category: ActCategory): SignatureLaw => {
  switch (category) {
    case 'civil_transaction':
    case 'state_municipal_service':
    case 'state_municipal_function':
    case 'other_legal_act':
      return { act: 'ES', by: 'ES-1.1' };
  }
};
