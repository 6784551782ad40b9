/** The member in which the platform says for whose information system a container was signed (ES-12.5): what has it is no word of the platform's own. */
export const automaticMember = 'automatic-signature.json';
