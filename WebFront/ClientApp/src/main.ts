document.querySelector('#app')!.textContent = 'LiveChat'
