package org.linli.demo;

import java.util.List;

/** What people in the demo world say 演示用语. */
final class Said {

    private Said() {}

    /** What somebody asks for, and of which category it is. */
    record Asking(String category, String words) {}

    /** All of them may be finished without a photo: the demo world has no camera. */
    static final List<Asking> ASKED = List.of(
            new Asking("0102", "厨房水龙头一直滴水，拧紧了还漏"),
            new Asking("01", "卫生间灯不亮，换了灯泡也不行"),
            new Asking("0101", "家里跳闸，不知道是哪一路"),
            new Asking("0102", "马桶冲水不停，水箱一直响"),
            new Asking("0103", "阳台地漏堵了，下雨就积水"),
            new Asking("02", "楼道灯坏了，晚上看不见台阶"),
            new Asking("02", "单元门关不严，风一吹就响"),
            new Asking("0203", "电梯按键失灵，要按好几次"),
            new Asking("02", "小区健身器材螺丝松了"),
            new Asking("02", "楼顶水箱溢水，顺着墙往下流"),
            new Asking("03", "单元门口堆了旧沙发，好几天没人清"),
            new Asking("0309", "垃圾桶满了没有及时收"),
            new Asking("03", "楼道里有油污，很滑"),
            new Asking("0304", "绿化带里有很多狗屎"),
            new Asking("0306", "地下车库有一股臭味"),
            new Asking("04", "有车停在消防通道上"),
            new Asking("04", "电动车停满了单元门口"),
            new Asking("0403", "我的车位被别人占了"),
            new Asking("0407", "访客的车没有地方停，能不能安排"),
            new Asking("0501", "楼上夜里搬桌子，睡不好"),
            new Asking("0502", "隔壁装修中午也在打钻"),
            new Asking("0506", "广场舞的音响太大声了"),
            new Asking("05", "楼下餐馆的油烟机响到半夜"),
            new Asking("06", "楼道里有人给电动车充电拉飞线"),
            new Asking("06", "外墙瓷砖松动，怕掉下来"),
            new Asking("06", "井盖破了，孩子容易踩空"),
            new Asking("06", "消防栓没有水"),
            new Asking("06", "天台的门锁坏了，孩子会上去玩"),
            new Asking("0703", "老人想找人陪去医院取药"),
            new Asking("0701", "腿脚不方便，想请人帮忙买米"),
            new Asking("0707", "独居，想请人来看看煤气灶"),
            new Asking("07", "孩子放学没人接，能不能帮忙照看一小时"),
            new Asking("0803", "想请人上门理发，老人出不了门"),
            new Asking("0805", "家里的菜刀想磨一磨"),
            new Asking("0801", "洗衣机不脱水，想找人修"),
            new Asking("0805", "想换一副窗帘，需要裁边"),
            new Asking("0901", "高龄补贴怎么办，要带什么材料"),
            new Asking("0901", "医保卡丢了去哪里补"),
            new Asking("0903", "小区什么时候开业主大会"),
            new Asking("0904", "建议在3号楼前面装一个晾衣架"),
            new Asking("10", "捡到一串钥匙，放在门卫了"),
            new Asking("0211", "快递柜坏了取不出件"),
            new Asking("0806", "想借社区的活动室办生日会"));

    /** What is asked for in a class of categories. */
    static List<Asking> of(String category) {
        return ASKED.stream()
                .filter(asking -> asking.category().startsWith(category))
                .toList();
    }

    static final List<String> DONE =
            List.of("已经修好，试过了，没有问题。", "换了新的配件，请再看看。", "清理干净了，也跟保洁说了每天看一次。", "现场处理完了，跟住户说清楚了。", "已经上门办好，老人很满意。");
    static final List<String> REPLIED = List.of("收到了，我们马上安排人去看。", "您好，已经联系了师傅，今天会给您回话。", "收到，请您先不要用，注意安全。");
    static final List<String> DECLINED = List.of("这件事由自来水公司负责，电话我们已经短信告诉您，也帮您报了修。", "经核实属于已经立案的纠纷，请按法院的安排办理，社区可以陪同调解。");
    static final List<String> RETURNED = List.of("不是我们公司服务的范围，请派给别的单位。", "需要专业的电梯维保单位来处理，我们没有资质。");
    static final List<String> WITHDRAWN = List.of("我自己弄好了，谢谢。", "邻居帮忙解决了。");
    static final List<String> GOOD = List.of("来得很快，修得也好。", "谢谢师傅，态度很好。", "办得不错。", "满意。", "");
    static final List<String> BAD = List.of("修了又坏了，等于没修。", "人来了看一眼就走了，没解决。");
    static final List<String> AGAIN = List.of("社区书记和物业一起到现场看过，重新修好了，换了整套配件。", "再次上门，找到了原因，彻底解决了。");
    static final List<String> WHEN = List.of("随时都可以", "上午", "下午", "晚上7点以后", "周末");
    static final List<String> NO_PHOTO = List.of("在住户家里，不便拍照", "咨询答复，没有现场");
}
