"""What a figure is about, told from official prose: invented sentences, each figure marked with the indicator it carries.

`{12 cuộc|inspections_completed}` is a figure and its indicator, `{3 ngày|-}` one that must stay unnamed. A blank line ends a
text; a line that begins with `# ` is the title of the text below it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from pipelines.figures import About, read

INSPECTION = """
Quý I, Thanh tra huyện Đồng Mây tiến hành {6 cuộc|inspections_launched} thanh tra, trong đó có {4
cuộc|inspections_launched} theo kế hoạch, {2 cuộc|inspections_launched} đột xuất; đã ban hành kết luận {5
cuộc|inspection_conclusions_issued}.

Qua thanh tra đã phát hiện {31 đơn vị|entities_in_violation} có sai phạm với số tiền {12 tỷ 40 triệu
đồng|violations_amount}, {3,5 ha|violations_land_area} đất sử dụng sai mục đích; kiến nghị thu hồi về ngân sách nhà nước
{8,1 tỷ đồng|recovery_recommended_amount}, xử lý khác về kinh tế {3,9 tỷ đồng|other_handling_amount}; đến nay đã thu hồi
nộp NSNN {6,2 tỷ đồng|recovered_amount}, đạt {76,5%|recovery_rate}.

Các đoàn đã thanh tra tại {45 tổ chức|entities_inspected}, yêu cầu hoàn trả người dân {120 triệu
đồng|returned_to_individuals_amount}; kiến nghị kiểm điểm {7 tập thể|discipline_collectives} và {19 cá
nhân|discipline_individuals}; chuyển hồ sơ sang cơ quan điều tra {2 vụ|referred_cases}, {5 đối tượng|referred_persons}.

Thanh tra Sở ban hành {64 quyết định|admin_fine_decisions} xử phạt vi phạm hành chính với tổng số tiền {1,2 tỷ
đồng|admin_fines_amount}, các đơn vị đã nộp phạt {900 triệu đồng|admin_fines_collected_amount}.

Lực lượng chức năng xử phạt VPHC {215 tổ chức, cá nhân|admin_fined_entities}, số tiền phạt là {3.450.000.000
đồng|admin_fines_amount}.

Toàn ngành thực hiện {120 cuộc|inspections_specialised} thanh tra chuyên ngành và {18 cuộc|inspections_administrative}
thanh tra hành chính; {9 cuộc|inspections_carried_over} từ kỳ trước chuyển sang.

Thanh tra tỉnh theo dõi, đôn đốc việc thực hiện {42 kết luận|followup_conclusions_checked} thanh tra, trong đó {30 kết
luận|followup_conclusions_implemented} đã thực hiện xong.

Số cuộc thanh tra đã hoàn thành là {17/20 cuộc|inspections_completed}, đạt {85%|inspection_plan_completion_rate} kế
hoạch năm.

Trong kỳ triển khai {3 cuộc|inspections_responsibility} thanh tra trách nhiệm người đứng đầu trong tiếp công dân; buổi
làm việc kéo dài {2 giờ|-}.

Đoàn kiểm tra lập biên bản {14 trường hợp|violation_cases} vi phạm, tổng số tiền xử phạt {22,5 triệu
đồng|admin_fines_amount}.
"""

RECEPTION = """
Trụ sở Tiếp công dân tỉnh đã tiếp {1.240 lượt|citizens_received_turns} với {1.515 người|citizens_received_persons} về
{860 vụ việc|reception_cases}; có {22 đoàn|citizen_groups_received} đông người.

Lãnh đạo UBND các cấp tiếp {310 lượt|citizens_received_leader_turns}; cán bộ chuyên trách tiếp thường xuyên {930
lượt|citizens_received_regular_turns}.

Chủ tịch UBND huyện tổ chức {24 buổi|reception_sessions} tiếp công dân định kỳ và {3 cuộc|dialogues_held} đối thoại với
các hộ dân.

Số lượt tiếp dân toàn tỉnh là {2.004 lượt|citizens_received_turns}, giảm {5,2%|citizens_received_turns} so với cùng kỳ.

Đã tiếp {410 lượt|citizens_received_turns}/{533 công dân|citizens_received_persons}, tăng {18%|citizens_received_turns}
so với năm trước.

# Kết quả tiếp công dân quý II của huyện Sơn Bình
Trong quý, Ban Tiếp công dân huyện đón tiếp {77 lượt người|citizens_received_turns} đến trình bày kiến nghị, phản ánh.
"""

PETITIONS = """
Toàn huyện nhận được {512 đơn|petitions_received}, gồm {88 đơn|petitions_complaints} khiếu nại, {45
đơn|petitions_denunciations} tố cáo và {379 đơn|petitions_feedback} kiến nghị, phản ánh.

Qua phân loại có {402 đơn|petitions_eligible} đủ điều kiện xử lý, {110 đơn|petitions_archived} trùng lặp, nặc danh phải
xếp lưu; {250 đơn|petitions_within_authority} thuộc thẩm quyền, {152 đơn|petitions_outside_authority} không thuộc thẩm
quyền.

Tổng số đơn phải xử lý {640 đơn|petitions_received} (kỳ trước chuyển sang {31 đơn|petitions_received}), đã xử lý {630
đơn|petitions_processed}, đạt {98,4%|petitions_processing_rate}.

Các cơ quan đã giải quyết {118/140 vụ việc|cases_resolved} khiếu nại, tố cáo thuộc thẩm quyền, đạt tỷ lệ
{84,3%|cases_resolution_rate}; còn lại {22 vụ việc|cases_pending} đang xem xét, giải quyết.

Kết quả giải quyết có {12 vụ việc|findings_outcome} khiếu nại đúng, {30 vụ việc|findings_outcome} khiếu nại sai, {9 vụ
việc|findings_outcome} có đúng, có sai.

Qua giải quyết khiếu nại, tố cáo đã kiến nghị thu hồi cho Nhà nước {450 triệu đồng|kntc_recovered_amount}, trả lại cho
công dân {210 triệu đồng|kntc_restored_amount}, khôi phục quyền lợi cho {16 người|kntc_restored_persons}.

Rà soát {11/13 vụ việc|complex_cases_reviewed} tồn đọng, kéo dài theo chỉ đạo của Thanh tra Chính phủ.

Trong số {70 đơn|petitions_within_authority} thuộc thẩm quyền, đã giải quyết xong {63 đơn|petitions_resolved}, đạt tỷ lệ
{90%|petitions_resolution_rate}; đang xác minh {7 đơn|petitions_pending}, chiếm {10%|petitions_pending_rate}.

Văn phòng đã chuyển {58 đơn|petitions_transferred} đến cơ quan có thẩm quyền; toàn tỉnh phát sinh {95 vụ
việc|cases_kntc} khiếu nại, tố cáo.
"""

CORRUPTION = """
Thực hiện Nghị định về kiểm soát tài sản, {64 đơn vị|asset_declaration_units} đã hoàn thành kê khai với {1.830
người|asset_declarants} đã kê khai, đạt {100%|asset_declaration_rate}; công khai {1.830
bản|asset_declarations_published} kê khai.

Thanh tra tỉnh tiến hành xác minh tài sản, thu nhập đối với {48 người|asset_declarations_verified}; có {132
người|job_rotations} được chuyển đổi vị trí công tác.

Toàn tỉnh phát hiện {7 vụ|corruption_cases}, {19 bị can|corruption_persons} phạm tội tham nhũng, gây thiệt hại {14,6 tỷ
đồng|corruption_damage_amount}; đã thu hồi tài sản tham nhũng {9,1 tỷ đồng|corruption_recovered_amount}.

Có {2 người|heads_held_responsible} đứng đầu bị xử lý do để xảy ra tham nhũng.

Các đơn vị tổ chức {25 lớp|anticorruption_trainings} tuyên truyền, tập huấn về phòng, chống tham nhũng, tiêu cực cho
{1.900 lượt người|anticorruption_trainees} tham dự.

Triển khai {5 cuộc|anticorruption_inspections_launched} thanh tra việc chấp hành pháp luật về PCTN; kết thúc {4/5
cuộc|anticorruption_inspections_completed}.
"""

REFORM = """
UBND tỉnh đã ban hành {115 văn bản|directive_documents_issued} chỉ đạo về CCHC; hoàn thành {38/40 nhiệm
vụ|par_plan_tasks_completed} của Kế hoạch cải cách hành chính năm, đạt {95%|par_plan_completion_rate}.

Chủ tịch UBND tỉnh giao {210 nhiệm vụ|assigned_tasks}; đã hoàn thành {180 nhiệm vụ|assigned_tasks_completed}, trong đó
đúng hạn {171 nhiệm vụ|assigned_tasks_on_time}, quá hạn {9 nhiệm vụ|assigned_tasks_overdue}; đang thực hiện {30 nhiệm
vụ|assigned_tasks_in_progress} trong hạn.

Chỉ số PAR INDEX của tỉnh đạt {87,45 điểm|par_index_score}, xếp thứ {21/63|index_rank}; PCI đạt {66,2 điểm|pci_score},
tăng {4 bậc|index_rank}; chỉ số SIPAS đạt {82,6%|sipas_score}.

Đoàn kiểm tra cải cách hành chính đã kiểm tra trực tiếp tại {16 đơn vị|par_checks}.

Trong năm, tỉnh tinh giản biên chế {84 người|staff_cut}; tổng biên chế được giao là {1.960 biên chế|staffing_quota}.

Mở {12 lớp|training_classes} bồi dưỡng nghiệp vụ cho {640 học viên|trainees}.

Tỷ lệ văn bản điện tử ký số giữa các cơ quan đạt {98,7%|edocuments_rate}, với hơn {400.000 văn bản|edocuments_exchanged}
điện tử được gửi, nhận qua trục liên thông; đã cấp {2.150 chữ ký số|digital_signatures}.

HĐND và UBND tỉnh ban hành {37 văn bản|legal_documents_issued} quy phạm pháp luật.
"""

SERVICES = """
Trung tâm Phục vụ hành chính công tiếp nhận {41.300 hồ sơ|dossiers_received}, trong đó trực tuyến {35.100 hồ
sơ|dossiers_online}, qua bưu chính công ích {1.200 hồ sơ|dossiers_postal}; đã giải quyết {39.800 hồ
sơ|dossiers_resolved}, trong đó đúng và trước hạn {39.500 hồ sơ|dossiers_on_time}, quá hạn {300 hồ sơ|dossiers_overdue};
đang giải quyết {1.500 hồ sơ|dossiers_in_progress}.

Tỷ lệ giải quyết hồ sơ đúng hạn đạt {99,2%|dossiers_on_time_rate}; tỷ lệ hồ sơ nộp trực tuyến đạt
{85%|dossiers_online_rate}; thanh toán trực tuyến đạt {71,3%|online_payment_rate}; số hóa hồ sơ, kết quả đạt
{93%|dossiers_digitised_rate}.

Mức độ hài lòng của người dân, doanh nghiệp đạt {96,8%|satisfaction_rate}.

Toàn tỉnh có {1.905 thủ tục|procedures_total} hành chính, trong đó {1.120 dịch vụ công|online_services_total} trực tuyến
toàn trình, {460 dịch vụ công|online_services_total} trực tuyến một phần.

Đã rà soát, cắt giảm {57 thủ tục|procedures_simplified}; {1.700 thủ tục|procedures_at_one_stop} được đưa ra tiếp nhận
tại Trung tâm.

Cổng dịch vụ công tỉnh ghi nhận {830 phản ánh|feedback_received}, kiến nghị; đã xử lý {811 phản ánh|feedback_resolved}.

UBND phường giải quyết xong {2.310 HS|dossiers_resolved}, tỷ lệ trước hạn và đúng hạn là {99,8%|dossiers_on_time_rate}.

Có {12 hồ sơ|dossiers_overdue} trễ hạn, chiếm {0,4%|dossiers_overdue_rate}.
"""

MONEY = """
Tổng thu ngân sách nhà nước trên địa bàn ước đạt {5.420 tỷ đồng|budget_revenue}, bằng {54%|budget_revenue_plan_rate} dự
toán, tăng {12,1%|budget_revenue} so với cùng kỳ; chi ngân sách địa phương {7.100 tỷ đồng|budget_expenditure}.

Kế hoạch vốn đầu tư công được giao là {3.300 tỷ đồng|public_investment_plan}; đến hết tháng 9 giải ngân {1.980 tỷ
đồng|public_investment_disbursed}, đạt {60%|public_investment_disbursement_rate} kế hoạch.

Tổng sản phẩm trên địa bàn (GRDP) tăng {7,9%|grdp_growth_rate}; thu nhập bình quân đầu người đạt {58 triệu
đồng|average_income}; tỷ lệ hộ nghèo còn {2,4%|poverty_rate}.

Kim ngạch xuất khẩu đạt {1.200 triệu USD|export_turnover}; thu hút {1,3 triệu lượt khách|tourists} du lịch; có {720
doanh nghiệp|enterprises_registered} thành lập mới với tổng vốn đăng ký {4.800 tỷ đồng|registered_capital}.

Đến nay có {88/110 xã|new_rural_communes} đạt chuẩn nông thôn mới; tỷ lệ bao phủ bảo hiểm y tế đạt
{94,1%|health_insurance_coverage}.

Khen thưởng {21 tập thể|commended_collectives} và {54 cá nhân|commended_individuals} có thành tích xuất sắc; tặng {35
bằng khen|certificates_of_merit}.

Thuế tỉnh thu {900 triệu đồng|-} từ bán đấu giá xe; khánh thành cây cầu dài {120 m|-}.
"""

TELECOM = """
Toàn thành phố hiện có {5.900 trạm|bts_stations} BTS, {2,4 triệu thuê bao|internet_subscribers} Internet băng rộng.

Thanh tra Sở xử phạt {30 đại lý|admin_fined_entities} Internet, phạt tiền {90 triệu đồng|admin_fines_amount}.

Đảng bộ có {412 đảng viên|party_members} sinh hoạt tại {19 chi bộ|party_cells}; trong nhiệm kỳ kết nạp {27 đảng
viên|party_members_admitted} mới.

Ban Tổ chức trao {1 giải nhất|prizes_awarded}, {3 giải nhì|prizes_awarded} và {5 giải khuyến khích|prizes_awarded}.

Trên địa bàn lắp đặt {1.250 camera|cameras} an ninh; kết nối mạng diện rộng tới {100%|-} phường.

Cuộc thi thu hút {12.000 lượt người|contest_participants} tham gia.
"""

NEIGHBOURS = """
Trong kỳ triển khai {20 cuộc|inspections_administrative} thanh tra hành chính (theo kế hoạch {17
cuộc|inspections_administrative}, đột xuất {3 cuộc|inspections_administrative}) tại {44 đơn vị|entities_inspected}.

Toàn huyện tiếp {90 lượt|citizens_received_turns} với {120 người|citizens_received_persons} (giảm {8
lượt|citizens_received_turns} so với cùng kỳ), trong đó cấp huyện {30 lượt|citizens_received_turns}, cấp xã {60
lượt|citizens_received_turns}.

Bộ phận một cửa tiếp nhận {900 hồ sơ|dossiers_received} (cấp huyện {300 hồ sơ|dossiers_received}; cấp xã {600 hồ
sơ|dossiers_received}); đã giải quyết {870 hồ sơ|dossiers_resolved}: trước hạn {500 hồ sơ|dossiers_on_time}, quá hạn {4
hồ sơ|dossiers_overdue}.

Huyện giải ngân {30 tỷ đồng|public_investment_disbursed} trong tổng số {60 tỷ đồng|public_investment_plan} kế hoạch vốn
đầu tư công, đạt {50%|public_investment_disbursement_rate}, thấp hơn bình quân chung của tỉnh
({58%|public_investment_disbursement_rate}).

Toàn xã tiếp nhận {80 đơn|petitions_received}, giảm {20 đơn|petitions_received} so với năm trước ({100
đơn|petitions_received}); đủ điều kiện {70 đơn|petitions_eligible} (KN {12 đơn|petitions_complaints}, TC {3
đơn|petitions_denunciations}).

Tỷ lệ giải quyết khiếu nại, tố cáo đạt {90%|cases_resolution_rate} ({45/50 vụ|cases_resolved}).

Chỉ số CCHC của huyện đạt {86,5 điểm|par_index_score}. Cao nhất là xã Đồng Mây với {91 điểm|par_index_score}.

Kiểm tra phát hiện thanh toán sai {9 tỷ đồng|violations_amount}, cụ thể: Ban Quản lý dự án {5 tỷ
đồng|violations_amount}; phòng Kinh tế {4 tỷ đồng|violations_amount}.

Năm tới, huyện phấn đấu hồ sơ quá hạn còn {3 hồ sơ|dossiers_overdue}, giải ngân trên
{95%|public_investment_disbursement_rate} kế hoạch vốn, thu hồi ít nhất {80%|recovery_rate} số tiền sai phạm.
"""

_MARKED = re.compile(r"\{([^|{}]+)\|([^}]+)\}")


@dataclass(frozen=True)
class Told:
    """A text with the indicator of each of its figures, by where the figure begins."""

    title: str
    text: str
    indicators: dict[int, str | None]


def told(marked: str) -> Iterator[Told]:
    """The texts of a block of marked ones."""
    for one in marked.strip().split("\n\n"):
        lines = one.strip().split("\n")
        title = lines.pop(0)[2:] if lines[0].startswith("# ") else ""
        text, at, indicators = "", 0, {}
        joined = " ".join(lines)
        for mark in _MARKED.finditer(joined):
            text += joined[at : mark.start()]
            indicators[len(text)] = None if mark[2] == "-" else mark[2]
            text += mark[1]
            at = mark.end()
        yield Told(title, text + joined[at:], indicators)


TEXTS = [
    one
    for block in (INSPECTION, RECEPTION, PETITIONS, CORRUPTION, REFORM, SERVICES, MONEY, TELECOM, NEIGHBOURS)
    for one in told(block)
]


@pytest.mark.parametrize("one", TEXTS, ids=lambda one: one.text[:40])
def test_each_figure_of_official_prose_has_its_name(one: Told) -> None:
    found = {metric.start: metric.indicator for metric in read(one.text, About(one.title)).metrics}

    wrong = {
        one.text[start : start + 25]: f"{name} read as {found.get(start, 'no figure')}"
        for start, name in one.indicators.items()
        if found.get(start, "no figure") != name
    }
    assert not wrong
