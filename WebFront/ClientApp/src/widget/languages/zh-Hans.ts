import attachments from '../../locales/attachments/zh-Hans.json'
import common from '../../locales/zh-Hans.json'
import widget from '../../locales/widget/zh-Hans.json'

export default { ...common, ...attachments, ...widget }
