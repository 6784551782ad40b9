// The component kit. Every function returns Html; how to use each: docs/design.md.
export {
  type Content,
  Html,
  type Slot,
  attrs,
  classes,
  escape,
  html,
  isEmpty,
  join,
  nothing,
  raw,
  safeUrl,
} from './html.ts';
export { type ButtonKind, button, buttonGroup, hiddenInputs, linkButton, postButton } from './buttons.ts';
export { type Choice, type DateParts, checkbox, checkboxes, dateInput, fieldset, radios } from './choices.ts';
export { type Citation, citation, citeLink } from './citation.ts';
export { codeBlock, copyButton, hashBlock } from './code.ts';
export {
  type Field,
  type Option,
  errorMessage,
  fileUpload,
  hint,
  searchBox,
  select,
  textInput,
  textarea,
} from './fields.ts';
export { type FieldError, errorFor, errorSummary, filterForm, form } from './form.ts';
export { type IconName, icon, mark } from './icons.ts';
export { band, hero, points } from './landing.ts';
export {
  type Happening,
  type SummaryRow,
  type Task,
  card,
  cardGrid,
  statTiles,
  summaryList,
  taskList,
  timeline,
} from './lists.ts';
export { keyUse } from './key-use.ts';
export { keyUseWords } from './key-use.messages.ts';
export { type Link, backLink, breadcrumbs, pagination, sectionNav, steps } from './navigation.ts';
export { banner, details, emptyState, inset, panel, warningText } from './notices.ts';
export { type Column, table } from './table.ts';
export { type State, type Tone, stateTag, tag } from './tag.ts';
export { type Chart, type Series, barChart, lineChart } from './chart.ts';
export { type Account, type Office, type Page, inLanguage, page } from './layout.ts';
export { sampleLanding, samplePanel, styleGuide, styleGuidePage } from './style-guide.ts';
export { refill, type Typed } from './refill.ts';
