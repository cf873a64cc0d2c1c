import attachments from '../../locales/attachments/en.json'
import { app, away, conversation, event, interrupted, queue, recommended, refusal, state } from '../../locales/en.json'
import widget from '../../locales/widget/en.json'

export default { app, away, conversation, event, interrupted, queue, recommended, refusal, state, ...attachments, ...widget }
