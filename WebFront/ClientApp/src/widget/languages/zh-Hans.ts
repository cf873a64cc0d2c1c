import attachments from '../../locales/attachments/zh-Hans.json'
import { app, away, conversation, event, interrupted, queue, recommended, refusal, state } from '../../locales/zh-Hans.json'
import widget from '../../locales/widget/zh-Hans.json'

export default { app, away, conversation, event, interrupted, queue, recommended, refusal, state, ...attachments, ...widget }
