// What a host page may do: give commands before the widget's script is there, and listen.
window.LiveChat = window.LiveChat || []
for (const name of ['ready', 'open', 'close', 'message', 'unread', 'error']) {
  window.LiveChat.push(['on', name, (detail) => {
    const told = document.getElementById('told')
    told.textContent = `${name} ${detail ? JSON.stringify(detail) : ''}\n${told.textContent}`.slice(0, 4000)
  }])
}
for (const button of document.querySelectorAll('[data-do]')) {
  button.addEventListener('click', () => window.LiveChat.push([button.dataset.do]))
}
