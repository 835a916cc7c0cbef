// Keeps the order page true: when our server learns of the payment, the status changes in place.

const status = document.querySelector('#status');

if (status.dataset.status === 'pending') {
  const events = new EventSource(status.dataset.events);
  events.addEventListener('message', async ({ data }) => {
    if (data === status.dataset.status) return;
    const page = await (await fetch(location.href)).text();
    const fresh = new DOMParser().parseFromString(page, 'text/html').querySelector('#status');
    status.replaceChildren(...fresh.childNodes);
    status.dataset.status = fresh.dataset.status;
    events.close();
  });
}
