import attachments from '../../locales/attachments/zh-Hant.json'
import { app, away, conversation, event, interrupted, queue, recommended, refusal, state } from '../../locales/zh-Hant.json'
import widget from '../../locales/widget/zh-Hant.json'

export default { app, away, conversation, event, interrupted, queue, recommended, refusal, state, ...attachments, ...widget }
