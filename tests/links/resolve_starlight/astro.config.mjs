import starlight from '@astrojs/starlight';

export default {
  site: 'https://docs.invalid',
  base: '/base',
  integrations: [starlight({ title: 'A site' })],
};
