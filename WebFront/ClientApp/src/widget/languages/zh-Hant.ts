import attachments from '../../locales/attachments/zh-Hant.json'
import { app, conversation, event, interrupted, queue, refusal, state } from '../../locales/zh-Hant.json'
import widget from '../../locales/widget/zh-Hant.json'

export default { app, conversation, event, interrupted, queue, refusal, state, ...attachments, ...widget }
