import attachments from '../../locales/attachments/en.json'
import common from '../../locales/en.json'
import widget from '../../locales/widget/en.json'

export default { ...common, ...attachments, ...widget }
