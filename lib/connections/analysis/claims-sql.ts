// Claims as rows, in the shapes of all three versions: what kind, which year, and what Medicare paid in cents (contract
// claims-data 1.3, 1.4, 4.3). The same rules stand in lib/claims, which may not be asked from here.
import 'server-only'
import { largestObjectBytes } from './engine'

/** Only what is read below is taken out of a line; numbers come as text, so that cents are not rounded on the way. */
const columns = `{
  resourceType: 'VARCHAR', id: 'VARCHAR',
  type: 'STRUCT(coding STRUCT("system" VARCHAR, code VARCHAR)[])',
  billablePeriod: 'STRUCT("start" VARCHAR)',
  payment: 'STRUCT(amount STRUCT("value" VARCHAR))',
  item: 'STRUCT(servicedDate VARCHAR, servicedPeriod STRUCT("start" VARCHAR), adjudication STRUCT(category STRUCT(coding STRUCT(code VARCHAR)[]), amount STRUCT("value" VARCHAR))[])[]'
}`

const cents = (text: string) => `try_cast(round(try_cast(${text} as decimal(38, 6)) * 100) as bigint)`

/** The sum of one amount over all lines, or null unless every line has it: a part is never passed off as a whole. */
const lineSum = (code: string) => `
  (select case when count(*) > 0 and count(*) = count(cents) then sum(cents) end from (
    select ${cents(`list_filter(unnested.line.adjudication, entry -> list_contains(list_transform(entry.category.coding, c -> c.code), '${code}'))[1].amount."value"`)} as cents
    from (select unnest(item) as line) unnested))`

const variable = (name: string) => `https://bluebutton.cms.gov/resources/variables/${name}`
const codeOf = (ending: string) => `list_filter(type.coding, c -> lower(c."system") like '%${ending}')[1].code`

/**
 * One row for each claim that can be read: `id`, `kind`, `year`, `paidCents`.
 * @param version 3 states a fill's plan part nowhere, and every other claim's payment on the claim itself
 */
export function claimRows(version: 1 | 2 | 3): string {
  const paid = cents('payment.amount."value"')
  const byKind =
    version === 3
      ? `case kind when 'pde' then null else ${paid} end`
      : `case kind when 'pde' then ${lineSum(variable('cvrd_d_plan_pd_amt'))} when 'carrier' then ${lineSum(variable('line_nch_pmt_amt'))}
           when 'dme' then ${lineSum(variable('line_nch_pmt_amt'))} else ${paid} end`
  return `
    with kinds as (
      select *, ${kindOf(`coalesce(${codeOf('/eob-type')}, ${codeOf('/nch_clm_type_cd')}, ${codeOf('/clm-type-cd')}, ${codeOf('/clm-type')})`)} as kind
      from read_json($files, format = 'newline_delimited', columns = ${columns}, maximum_object_size = ${largestObjectBytes}, ignore_errors = true)
      where resourceType = 'ExplanationOfBenefit'
    )
    select id, kind, try_cast(coalesce(billablePeriod."start", item[1].servicedDate, item[1].servicedPeriod."start")[1:4] as integer) as "year",
      ${byKind} as "paidCents"
    from kinds`
}

/** Contract claims-data 1.4: words, or the numbers of finished claims; claims in process by the last digits of theirs. */
function kindOf(code: string): string {
  return `case
    when lower(${code}) in ('carrier', 'dme', 'hha', 'hospice', 'inpatient', 'outpatient', 'snf', 'pde') then lower(${code})
    when ${code} in ('71', '72') then 'carrier' when ${code} in ('81', '82') then 'dme' when ${code} = '10' then 'hha'
    when ${code} = '50' then 'hospice' when ${code} in ('60', '61', '62', '63', '64') then 'inpatient'
    when ${code} in ('20', '30') then 'snf' when ${code} = '40' then 'outpatient' when ${code} in ('1', '2', '3', '4') then 'pde'
    when not regexp_matches(${code}, '^[12][0-9]{3}$') or ${code} is null then 'other'
    when ${code}[2:] = '700' then 'carrier' when ${code}[2:] = '800' then 'dme' when ${code}[2:] = '900' then 'hospice'
    when ${code}[2:] in ('032', '033', '039', '042', '066', '092') then 'hha'
    when ${code}[2:] in ('081', '082', '091', '098') then 'hospice'
    when ${code}[2:] in ('011', '041', '069') then 'inpatient'
    when ${code}[2:] in ('018', '021') then 'snf' when ${code}[2:] in ('019', '029') then 'other'
    when ${code}[2:2] = '0' then 'outpatient' else 'other' end`
}
