import attachments from '../../locales/attachments/zh-Hant.json'
import common from '../../locales/zh-Hant.json'
import widget from '../../locales/widget/zh-Hant.json'

export default { ...common, ...attachments, ...widget }
