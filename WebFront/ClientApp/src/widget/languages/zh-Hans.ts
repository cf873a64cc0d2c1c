import common from '../../locales/zh-Hans.json'
import widget from '../../locales/widget/zh-Hans.json'

export default { ...common, ...widget }
