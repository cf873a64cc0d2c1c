import { defineConfig, mergeConfig } from 'vitest/config'
import pages from './vite.config.ts'

/** What the library's tests cover is measured with them; components are covered in browsers, by tests/Browser. */
export default defineConfig((environment) =>
  mergeConfig(pages(environment), {
    test: {
      coverage: {
        provider: 'v8',
        include: ['src/shared/**/*.ts'],
        exclude: ['**/*.d.ts'],
        reporter: ['text-summary', 'cobertura', 'html'],
        reportsDirectory: '../../artifacts/coverage/client',
        thresholds: { lines: 80 },
      },
    },
  }),
)
